" What the scripts for Vim share: they say line by line in the file $SAID what ALE
" shows.
set hidden noswapfile nomore
let g:ale_lint_delay = 0

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

" Shown returns what factlint says of a buffer.
function! Shown(buffer) abort
  return filter(copy(ale#engine#GetLoclist(a:buffer)), 'v:val.linter_name is# "factlint"')
endfunction

" SayShown waits until it says something, and says it.
function! SayShown(buffer) abort
  call Await('a diagnostic', '!empty(Shown(' . a:buffer . '))')
  for l:d in Shown(a:buffer)
    call Say('diagnostic', fnamemodify(bufname(l:d.bufnr), ':t') . ':' . l:d.lnum . ':' . l:d.col, get(l:d, 'code', ''), l:d.text)
    call Say('related', substitute(get(l:d, 'detail', ''), '\n', ' / ', 'g'))
  endfor
endfunction

" SayGone waits until it says nothing any more, and says whether the buffer that was
" edited is saved.
function! SayGone(buffer, edited) abort
  call Await('the diagnostic to go', 'empty(Shown(' . a:buffer . '))')
  call Say('gone while', fnamemodify(bufname(a:edited), ':t'), getbufvar(a:edited, '&modified') ? 'is not saved' : 'is saved')
endfunction
