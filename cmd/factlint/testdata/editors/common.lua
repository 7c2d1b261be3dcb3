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
