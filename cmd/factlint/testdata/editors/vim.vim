" Opens a fact that contradicts another file, and says what ALE shows. The
" configuration is in ~/.vim and ~/.vimrc, and the files are in the working directory.
execute 'source' expand('<sfile>:p:h') . '/common.vim'

" :make first, without ALE.
compiler factlint
silent make
for s:entry in filter(getqflist(), 'v:val.valid')
  call Say('quickfix', s:entry.type, fnamemodify(bufname(s:entry.bufnr), ':t') . ':' . s:entry.lnum . ':' . s:entry.col, s:entry.text)
endfor

edit offices.toml
let g:offices = bufnr('')
edit tenures.toml
let g:tenures = bufnr('')
doautocmd BufWinEnter
call SayShown(g:tenures)

" The other file is edited and not saved.
execute 'buffer' g:offices
%s/^end .*/end    = 2022-04-24/
doautocmd TextChanged
call SayGone(g:tenures, g:offices)

execute 'buffer' g:tenures
call search('"president"')
ALEGoToDefinition
call Await('the definition', 'bufnr("") == g:offices')
call Say('definition', expand('%:t') . ':' . line('.'))

" ALE asks for the new name; here is what answers.
runtime autoload/ale/util.vim
function! ale#util#Input(message, value, ...) abort
  return 'head-of-state'
endfunction
ALERename
call Await('the new id', 'join(getbufline(g:tenures, 1, "$")) =~# "head-of-state" && join(getbufline(g:offices, 1, "$")) =~# "head-of-state"')
wall
qall
