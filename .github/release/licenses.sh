#!/bin/sh
# Writes the licences of all that is linked into the program, on any system it is
# released for, into the folder extras/licenses, that of Go itself among them. It
# fails when one is none that our own allows.
set -eu
save=extras/licenses
rm -rf "$save"
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
GOBIN=$tools go install github.com/google/go-licenses@v1.6.0
for system in linux darwin windows; do
	for do in "check --allowed_licenses=Apache-2.0,BSD-2-Clause,BSD-3-Clause,MIT" "save --save_path=$tools/$system"; do
		# shellcheck disable=SC2086 # the words of a command
		if ! GOOS=$system "$tools/go-licenses" $do ./cmd/factlint 2>"$tools/log"; then
			cat "$tools/log" >&2
			exit 1
		fi
	done
	mkdir -p "$save"
	cp -R "$tools/$system/." "$save"
done
rm -rf "$save/github.com/factlint"
mkdir -p "$save/go"
cp "$(go env GOROOT)/LICENSE" "$save/go/LICENSE"
chmod -R u+w "$save"
