-- Opens records in YAML that contradict a fact in TOML, says what the editor shows,
-- and edits the records until it is gone. The files are in the working directory.
dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "common.lua")

vim.cmd("edit records.yaml")
local records = vim.api.nvim_get_current_buf()
local found = await("a diagnostic", function()
  local all = vim.diagnostic.get(records)
  return #all > 0 and all
end)
for _, d in ipairs(found) do
  say("diagnostic", name(vim.api.nvim_buf_get_name(d.bufnr)) .. ":" .. d.lnum + 1 .. ":" .. d.col + 1, d.code, d.message)
  for _, r in ipairs(d.user_data.lsp.relatedInformation or {}) do
    say("related", name(vim.uri_to_fname(r.location.uri)) .. ":" .. r.location.range.start.line + 1, r.message)
  end
end

vim.api.nvim_buf_set_lines(records, 2, 3, true, { "  from: 2022-05-24" })
await("the diagnostic to go", function() return #vim.diagnostic.get(records) == 0 end)
say("gone while", name(vim.api.nvim_buf_get_name(records)), vim.bo[records].modified and "is not saved" or "is saved")
vim.cmd("qall!")
