#!/bin/sh
# Writes what goes into the archives of a release beside the program, into the
# folder extras: the manual page and the completions. The first argument is the version.
set -eu
mkdir -p extras
go build -buildvcs=true -ldflags "-X github.com/factlint/factlint/cmd/factlint/internal/cli.release=$1" -o extras/factlint ./cmd/factlint
extras/factlint man >extras/factlint.1
extras/factlint completion bash >extras/factlint.bash
extras/factlint completion zsh >extras/_factlint
extras/factlint completion fish >extras/factlint.fish
extras/factlint completion powershell >extras/factlint.ps1
rm extras/factlint
