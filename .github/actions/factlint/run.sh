#!/usr/bin/env bash
# Builds and runs factlint for action.yml, which says what the variables INPUT_…
# hold. It works with the bash 3.2 of macOS, for which an empty array is unset.
set -euo pipefail

fail() {
	echo "::error title=factlint::$1"
	exit 2
}

# build puts factlint into the folder $bin.
build() {
	command -v go >/dev/null || fail 'factlint is built from source, which needs Go: use actions/setup-go before this action'
	case $INPUT_VERSION in -* | *[!A-Za-z0-9._+/-]*) fail 'version is one such as v1.2.0, or latest' ;; esac
	if [ -n "$INPUT_VERSION" ]; then
		GOFLAGS='' GOWORK=off CGO_ENABLED=0 GOBIN=$bin go install "github.com/factlint/factlint/cmd/factlint@$INPUT_VERSION"
	else
		# Without the version of the commit, since git may refuse to tell it in a container.
		(cd "$GITHUB_ACTION_PATH/../../.." && GOFLAGS='' GOWORK=off CGO_ENABLED=0 go build -trimpath -buildvcs=false -o "$bin/" ./cmd/factlint)
	fi || fail 'factlint could not be built; see the lines above'
}

# merged_into prints the commit that changes are compared with. GitHub tests a
# pull request as a merge made for it; its first parent is closer to the truth
# than the base that the event names, once others have landed meanwhile.
merged_into() {
	if [ -n "$MERGED_INTO" ] && [ "$GITHUB_EVENT_NAME" = pull_request ] && [ "$(git rev-parse HEAD)" = "$GITHUB_SHA" ]; then
		# In a shallow clone the parents stand in the commit and nowhere else.
		local parents
		parents=$(git cat-file commit HEAD | sed -n -e '/^$/q' -e 's/^parent //p')
		case $parents in
		*[!0-9a-f]*[0-9a-f]*) # two
			echo "${parents%%[!0-9a-f]*}"
			return
			;;
		esac
	fi
	echo "$MERGED_INTO"
}

# fetch makes sure that the commit $1 is in this clone, which may be a shallow one.
fetch() {
	git cat-file -e "$1^{commit}" 2>/dev/null && return
	local depth=--no-tags # there must be something for bash 3.2
	if [ "$(git rev-parse --is-shallow-repository)" = true ]; then depth=--depth=1; fi
	git fetch --quiet --no-tags "$depth" origin "$1" ||
		fail "The commit $1 to compare with is not in this clone and cannot be fetched: use actions/checkout with fetch-depth: 0"
}

# lines appends the lines of $1 that are not empty to the arguments of factlint.
lines() {
	local line
	while IFS= read -r line || [ -n "$line" ]; do
		if [ -n "$line" ]; then arguments+=("$line"); fi
	done <<<"$1"
}

# In a container the checkout belongs to somebody else, of whom git is wary.
n=${GIT_CONFIG_COUNT:-0}
export GIT_CONFIG_COUNT=$((n + 1)) "GIT_CONFIG_KEY_$n=safe.directory" "GIT_CONFIG_VALUE_$n=$GITHUB_WORKSPACE"

bin=$RUNNER_TEMP/factlint-bin
mkdir -p "$bin"
build

since=$INPUT_SINCE
case $since in
none) since= ;;
'') since=$(merged_into) ;;
esac
if [ ${#since} = 40 ]; then
	case $since in *[!0-9a-f]*) ;; *) fetch "$since" ;; esac
fi

sarif=${INPUT_SARIF_FILE:-$RUNNER_TEMP/factlint.sarif}
case $sarif in *$'\n'*) fail 'sarif-file is the name of one file' ;; esac
rm -f -- "$sarif"

arguments=(check --format github --format "sarif=$sarif" --fail-on "$INPUT_FAIL_ON")
if [ -n "$since" ]; then arguments+=("--since=$since"); fi
lines "$INPUT_ARGS"
arguments+=(--)
lines "$INPUT_PATH"

status=0
"$bin/factlint" "${arguments[@]}" || status=$?
if [ -e "$sarif" ]; then printf 'sarif=%s\n' "$sarif" >>"$GITHUB_OUTPUT"; fi
exit $status
