#!/usr/bin/env bash
# Measures factlint check as a whole process, over generated bases, beside
#
#   bare   go-toml's bare AST pass over the same files, on one processor (bareast.go)
#   node   five of its checks with smol-toml, without places (checks.mjs)
#
#   testdata/bench/measure.sh [FACTLINT …]
#
# Each FACTLINT is a built program; without one this tree's is built. They run in
# turn, and ratios are taken within a turn, so that a busy machine says less about
# them; each figure is a median. cpu/bare is the processor time of factlint in times
# that of bare, node/cpu that of node in times that of factlint, and so with wall.
# RUNS is how many turns count (5), SIZES the numbers of facts ("100000 1000000").
# It needs Go, node and npm, GNU time, and a few minutes.
set -euo pipefail
runs=${RUNS:-5}
sizes=${SIZES:-100000 1000000}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
here=$(dirname "$(realpath "$0")")
programs=()
for program; do programs+=("$(realpath "$program")"); done
cd "$here/../.."
if [ ${#programs[@]} = 0 ]; then
	go build -o "$work/factlint" ./cmd/factlint
	programs=("$work/factlint")
fi
go build -o "$work/bareast" testdata/bench/bareast.go
go build -o "$work/write" facts/factstest/write.go
npm install --silent --no-audit --no-fund --prefix "$work" smol-toml@1.9.1
cp "$here/checks.mjs" "$work"

# timed writes to a file the wall and the processor seconds of a command, which
# must find nothing wrong.
timed() {
	local out=$1 TIMEFORMAT='%R %U %S'
	shift
	{ time "$@" >"$work/said" 2>&1; } 2>"$work/times" || { cat "$work/said" "$work/times" >&2; exit 1; }
	awk '{ print $1, $2 + $3 }' "$work/times" >>"$out"
}

# median prints that of a column of numbers.
median() { sort -g | awk '{ all[NR] = $1 } END { print (all[int((NR + 1) / 2)] + all[int(NR / 2) + 1]) / 2 }'; }

# ratio prints the median of the ratios between the columns of two files, line by line.
ratio() { paste -d ' ' "$1" "$3" | awk -v a="$2" -v b="$4" '{ print $a / $(b + 2) }' | median; }

printf '%-10s %-9s %-9s | %-10s %-10s | %-10s %-10s | %-8s %s\n' \
	facts base program cpu/bare wall/bare node/cpu node/wall 'wall s' bytes/fact
for size in $sizes; do
	for base in plain shuffled; do
		foreign=0
		if [ $base = shuffled ]; then foreign=1; fi
		rm -rf "$work/base" "$work"/*.runs "$work"/*.peaks
		"$work/write" -facts "$size" -foreign $foreign "$work/base"
		for turn in $(seq 0 "$runs"); do # the first fills the caches and does not count
			timed "$work/bare.runs" env GOMAXPROCS=1 "$work/bareast" "$work/base"
			for i in "${!programs[@]}"; do
				timed "$work/$i.runs" "${programs[i]}" check "$work/base"
				command time -f %M -a -o "$work/$i.peaks" "${programs[i]}" check "$work/base" >/dev/null
			done
			timed "$work/node.runs" node --max-old-space-size=8192 "$work/checks.mjs" "$work/base"
			if [ "$turn" = 0 ]; then rm "$work"/*.runs "$work"/*.peaks; fi
		done
		for i in "${!programs[@]}"; do
			own=$work/$i.runs
			peak=$(median <"$work/$i.peaks")
			printf '%-10s %-9s %-9s | %-10.2f %-10.2f | %-10.2f %-10.2f | %-8.3f %.0f\n' "$size" "$base" "$((i + 1))" \
				"$(ratio "$own" 2 "$work/bare.runs" 2)" "$(ratio "$own" 1 "$work/bare.runs" 1)" \
				"$(ratio "$work/node.runs" 2 "$own" 2)" "$(ratio "$work/node.runs" 1 "$own" 1)" \
				"$(cut -d ' ' -f 1 "$own" | median)" "$(awk -v kib="$peak" -v n="$size" 'BEGIN { print kib * 1024 / n }')"
		done
	done
done
