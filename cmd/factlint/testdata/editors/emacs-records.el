;;; -*- lexical-binding: t -*-
;; Opens records in YAML that contradict a fact in TOML, says what the editor shows,
;; and edits the records until it is gone. One server serves both formats. The
;; configuration is read before, and the files are in the working directory.
(load (expand-file-name "common.el" (file-name-directory load-file-name)) nil t)

(setq records (find-file-noselect "records.yaml"))
(setq offices (find-file-noselect "offices.toml"))
(serve records offices)
(say (if (eq (with-current-buffer records (eglot-current-server)) (with-current-buffer offices (eglot-current-server)))
         "one server" "two servers"))
(say-shown records)

(switch-to-buffer records)
(goto-char (point-min))
(re-search-forward "from: .*$")
(replace-match "from: 2022-05-24")
(say-gone records records)
(set-buffer-modified-p nil)
(kill-emacs 0)
