-- What the scripts for Neovim share.
function say(...)
  io.stdout:write(table.concat({ ... }, " "), "\n")
end

-- await calls f until it returns something, and ends the editor when it never does.
function await(what, f)
  local got
  if not vim.wait(60000, function() got = f() return got end, 20) then
    say("waited in vain for " .. what)
    vim.cmd("cquit")
  end
  return got
end

function name(path) return vim.fn.fnamemodify(path, ":t") end

-- diagnostics says what the editor shows of a buffer, as soon as that is something.
function diagnostics(buffer)
  local found = await("a diagnostic", function()
    local all = vim.diagnostic.get(buffer)
    return #all > 0 and all
  end)
  for _, d in ipairs(found) do
    say("diagnostic", name(vim.api.nvim_buf_get_name(d.bufnr)) .. ":" .. d.lnum + 1 .. ":" .. d.col + 1, d.code, d.message)
    for _, r in ipairs(d.user_data.lsp.relatedInformation or {}) do
      say("related", name(vim.uri_to_fname(r.location.uri)) .. ":" .. r.location.range.start.line + 1, r.message)
    end
  end
end

-- gone waits until nothing is shown of a buffer, while another one is edited.
function gone(buffer, edited)
  await("the diagnostic to go", function() return #vim.diagnostic.get(buffer) == 0 end)
  say("gone while", name(vim.api.nvim_buf_get_name(edited)), vim.bo[edited].modified and "is not saved" or "is saved")
end
