-- Opens a fact that contradicts another file, and says line by line what the
-- editor shows. The configuration is read before, and the files are in the
-- working directory.
dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "common.lua")

vim.cmd("edit offices.toml")
local offices = vim.api.nvim_get_current_buf()
vim.cmd("hide edit tenures.toml")
local tenures = vim.api.nvim_get_current_buf()

diagnostics(tenures)

-- The other file is edited and not saved.
local line
for i, text in ipairs(vim.api.nvim_buf_get_lines(offices, 0, -1, true)) do
  if text:find("^end ") then line = i end
end
vim.api.nvim_buf_set_lines(offices, line - 1, line, true, { "end    = 2022-04-24" })
gone(tenures, offices)

vim.fn.search('"president"') -- the cursor is on the quote
vim.lsp.buf.definition()
await("the definition", function() return vim.api.nvim_get_current_buf() == offices end)
say("definition", name(vim.fn.bufname()) .. ":" .. vim.fn.line("."))

vim.lsp.buf.rename("head-of-state")
await("the new id", function()
  return table.concat(vim.api.nvim_buf_get_lines(tenures, 0, -1, true), "\n"):find('"head%-of%-state"')
end)
vim.cmd("silent wall")
vim.cmd("qall")
