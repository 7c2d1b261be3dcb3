" Opens a fact that contradicts another file, and says line by line in the file
" $SAID what ALE shows. The configuration is in ~/.vim, and the files are in the
" working directory.
set nocompatible hidden noswapfile nomore
filetype plugin on
let g:ale_lint_delay = 0
packadd ale

function! Say(...) abort
  call writefile([join(a:000, ' ')], $SAID, 'a')
endfunction

" Await evaluates an expression until it is true, and ends the editor when it
" never is.
function! Await(what, expression) abort
  for l:i in range(1200)
    if eval(a:expression)
      return
    endif
    sleep 50m
  endfor
  call Say('waited in vain for', a:what)
  cquit
endfunction

" :make first, without ALE.
compiler factlint
silent make
for s:entry in filter(getqflist(), 'v:val.valid')
  call Say('quickfix', s:entry.type, fnamemodify(bufname(s:entry.bufnr), ':t') . ':' . s:entry.lnum . ':' . s:entry.col, s:entry.text)
endfor

edit offices.toml
let s:offices = bufnr('')
edit tenures.toml
let s:tenures = bufnr('')
doautocmd BufWinEnter

function! Shown() abort
  return filter(copy(ale#engine#GetLoclist(s:tenures)), 'v:val.linter_name is# "factlint"')
endfunction

call Await('a diagnostic', '!empty(Shown())')
for s:d in Shown()
  call Say('diagnostic', fnamemodify(bufname(s:d.bufnr), ':t') . ':' . s:d.lnum . ':' . s:d.col, get(s:d, 'code', ''), s:d.text)
  call Say('related', substitute(get(s:d, 'detail', ''), '\n', ' / ', 'g'))
endfor

" The other file is edited and not saved.
execute 'buffer' s:offices
%s/^end .*/end    = 2022-04-24/
doautocmd TextChanged
call Await('the diagnostic to go', 'empty(Shown())')
call Say('gone while', fnamemodify(bufname(s:offices), ':t'), getbufvar(s:offices, '&modified') ? 'is not saved' : 'is saved')

execute 'buffer' s:tenures
call search('"president"')
ALEGoToDefinition
call Await('the definition', 'bufnr("") == s:offices')
call Say('definition', expand('%:t') . ':' . line('.'))

" ALE asks for the new name; here is what answers.
runtime autoload/ale/util.vim
function! ale#util#Input(message, value, ...) abort
  return 'head-of-state'
endfunction
ALERename
call Await('the new id', 'join(getbufline(s:tenures, 1, "$")) =~# "head-of-state" && join(getbufline(s:offices, 1, "$")) =~# "head-of-state"')
wall
qall
