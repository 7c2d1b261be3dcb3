" Opens records in YAML that contradict a fact in TOML, says what ALE shows, and edits
" the records until it is gone. The configuration is in ~/.vimrc, and the files are in
" the working directory.
execute 'source' expand('<sfile>:p:h') . '/common.vim'

edit records.yaml
let g:records = bufnr('')
doautocmd BufWinEnter
call SayShown(g:records)

call setline(3, '  from: 2022-05-24')
doautocmd TextChanged
call SayGone(g:records, g:records)
qall!
