;;; -*- lexical-binding: t -*-
;; Opens a fact that contradicts another file, and says line by line what the
;; editor shows. The configuration is read before, and the files are in the
;; working directory.
(load (expand-file-name "common.el" (file-name-directory load-file-name)) nil t)

(setq offices (find-file-noselect "offices.toml"))
(setq tenures (find-file-noselect "tenures.toml"))
(serve offices tenures)
(say-shown tenures)

;; The other file is edited and not saved.
(switch-to-buffer offices)
(goto-char (point-min))
(re-search-forward "^end .*$")
(replace-match "end    = 2022-04-24")
(say-gone tenures offices)

(switch-to-buffer tenures)
(goto-char (point-min))
(search-forward "\"president\"")
(goto-char (match-beginning 0))
(call-interactively #'xref-find-definitions)
(say "definition" (format "%s:%d" (name (current-buffer)) (line-number-at-pos)))

(eglot-rename "head-of-state")
(save-some-buffers t)
(kill-emacs 0)
