;;; -*- lexical-binding: t -*-
;; What the scripts for Emacs share.

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

(defun serve (&rest buffers)
  "Do for BUFFERS what the loop of commands does after one."
  (dolist (b buffers)
    (switch-to-buffer b)
    (run-hooks 'post-command-hook)
    (await "the server" (lambda () (and (eglot-current-server) (eglot-managed-p))))
    (flymake-start)))

(defun shown (buffer) (with-current-buffer buffer (flymake-diagnostics)))

(defun say-shown (buffer)
  "Wait until BUFFER has diagnostics, and say them."
  (dolist (d (await "a diagnostic" (lambda () (shown buffer))))
    (with-current-buffer buffer
      (goto-char (flymake-diagnostic-beg d))
      (say "diagnostic" (format "%s:%d:%d" (name buffer) (line-number-at-pos) (1+ (current-column))) (flymake-diagnostic-text d)))))

(defun say-gone (buffer edited)
  "Wait until BUFFER has no diagnostics any more, and say whether EDITED is saved."
  (eglot--signal-textDocument/didChange) ; as when the person pauses
  (await "the diagnostic to go" (lambda () (not (shown buffer))))
  (say "gone while" (name edited) (if (buffer-modified-p edited) "is not saved" "is saved")))
