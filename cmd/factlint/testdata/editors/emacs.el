;;; -*- lexical-binding: t -*-
;; Opens a fact that contradicts another file, and says line by line what the
;; editor shows. The configuration is read before, and the files are in the
;; working directory.

(defun say (&rest words)
  (princ (concat (string-join words " ") "\n")))

(defun await (what f)
  "Call F until it returns something, and end the editor when it never does."
  (let ((left 1200) got)
    (while (not (setq got (funcall f)))
      (when (< (setq left (1- left)) 0)
        (say "waited in vain for" what)
        (kill-emacs 1))
      (accept-process-output nil 0.05))
    got))

(defun name (buffer) (file-name-nondirectory (buffer-file-name buffer)))

(setq eglot-connect-timeout 300)
(setq offices (find-file-noselect "offices.toml"))
(setq tenures (find-file-noselect "tenures.toml"))
;; What the loop of commands does after one.
(dolist (b (list offices tenures))
  (switch-to-buffer b)
  (run-hooks 'post-command-hook)
  (await "the server" (lambda () (and (eglot-current-server) (eglot-managed-p))))
  (flymake-start))

(defun shown () (with-current-buffer tenures (flymake-diagnostics)))

(dolist (d (await "a diagnostic" #'shown))
  (with-current-buffer tenures
    (goto-char (flymake-diagnostic-beg d))
    (say "diagnostic" (format "%s:%d:%d" (name tenures) (line-number-at-pos) (1+ (current-column))) (flymake-diagnostic-text d))))

;; The other file is edited and not saved.
(switch-to-buffer offices)
(goto-char (point-min))
(re-search-forward "^end .*$")
(replace-match "end    = 2022-04-24")
(eglot--signal-textDocument/didChange) ; as when the person pauses
(await "the diagnostic to go" (lambda () (not (shown))))
(say "gone while" (name offices) (if (buffer-modified-p offices) "is not saved" "is saved"))

(switch-to-buffer tenures)
(goto-char (point-min))
(search-forward "\"president\"")
(goto-char (match-beginning 0))
(call-interactively #'xref-find-definitions)
(say "definition" (format "%s:%d" (name (current-buffer)) (line-number-at-pos)))

(eglot-rename "head-of-state")
(save-some-buffers t)
(kill-emacs 0)
