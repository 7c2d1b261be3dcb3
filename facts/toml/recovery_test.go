package toml

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// facts tells which facts are in the tree, by kind and id, with a mark on the
// broken ones and what sub-tables they have.
func facts(d *Document) []string {
	var out []string
	for list := d.First(d.Root()); list != nil; list = d.Next(list) {
		if list.Type != Array {
			out = append(out, list.Name())
			continue
		}
		for fact := d.First(list); fact != nil; fact = d.Next(fact) {
			s := list.Name()
			if id := d.Get(fact, "id"); id != nil {
				s += " " + id.Text()
			}
			for c := d.First(fact); c != nil; c = d.Next(c) {
				if c.Type == Table {
					s += " +" + c.Name()
				}
			}
			if fact.Broken() {
				s += " broken"
			}
			out = append(out, s)
		}
	}
	return out
}

func TestRecovery(t *testing.T) {
	five := func(second string) string {
		return "[[event]]\nid = '1'\n\n" + second + "\n[[event]]\nid = '3'\n[[tenure]]\nid = '4'\n[[event]]\nid = '5'\n"
	}
	all := []string{"event 1", "event 3", "event 5", "tenure 4"}
	with := func(second string) []string { return slices.Insert(slices.Clone(all), 1, second) }
	for _, test := range []struct {
		name, src string
		want      []string
		lost      string // the lost parts, each in brackets
	}{
		{"value", five("[[event]]\nid = '2'\ntitle = no quotes\ndate = 2022-01-01"),
			with("event 2 broken"), "<title = no quotes\ndate = 2022-01-01\n>"},
		{"header", five("[[event]\nid = '2'\n[event.by]\nid = 'x'"), all, "<[[event]\nid = '2'\n[event.by]\nid = 'x'\n>"},
		{"header of a sub-table", five("[[event]]\nid = '2'\n[event.by\nx = 1\n[event.at]\ny = 1"),
			with("event 2 broken"), "<[event.by\nx = 1\n[event.at]\ny = 1\n>"},
		{"list that is not closed", five("[[event]]\nid = '2'\nx = [ 1,\n  2,"),
			with("event 2 broken"), "<x = [ 1,\n  2,\n>"},
		{"table that is not closed", five("[[event]]\nid = '2'\nx = { a = 1,"),
			with("event 2 broken"), "<x = { a = 1,\n>"},
		{"string that is not closed", five("[[event]]\nid = '2'\nx = 'a\ny = 1"),
			with("event 2 broken"), "<x = 'a\ny = 1\n>"},
		{"long string that is not closed", five("[[event]]\nid = '2'\nx = \"\"\"\ny = 1"),
			with("event 2 broken"), "<x = \"\"\"\ny = 1\n>"},
		{"header inside a string", five("[[event]]\nid = '2'\nx = '''\n[[event]]\n'''"), with("event 2"), ""},
		{"header inside a string after an error", five("[[event]]\nid = '2'\nx = [ '''\n[[event]]\n''', 1 1 ]"),
			with("event 2 broken"), "<x = [ '''\n[[event]]\n''', 1 1 ]\n>"},
		{"comment", five("[[event]]\nid = '2'\n# \x01\ny = 1"), with("event 2 broken"), "<# \x01\ny = 1\n>"},
		{"comment after a value", five("[[event]]\nid = '2'\nx = 1 # \x01\ny = 1"), with("event 2 broken"), "<x = 1 # \x01\ny = 1\n>"},
		{"lists in a list", five("[[event]]\nid = '2'\nx = [\n  [['a']],\n  [[1]]\n  [[2]]\n]"),
			with("event 2 broken"), "<x = [\n  [['a']],\n  [[1]]\n  [[2]]\n]\n>"},
		{"header of a list in a fact", five("[[event]]\nid = '2'\n!\n  [[event.who]]\n x = 1"),
			with("event 2 broken"), "<!\n  [[event.who]]\n x = 1\n>"},
		{"single header", five("[[event]]\nid = '2'\n[event]\nid = 'x'\n[event.by]\na = 1"),
			with("event 2"), "<[event]\nid = 'x'\n[event.by]\na = 1\n>"},
		{"table twice", five("[[event]]\nid = '2'\n[event.by]\na = 1\n[event.by]\nb = 1\n[event.by.c]\nd = 1"),
			with("event 2 +by"), "<[event.by]\nb = 1\n[event.by.c]\nd = 1\n>"},
		{"key twice", five("[[event]]\nid = '2'\nid = 'x'\nx = 1"), with("event 2"), "<id = 'x'>"},
		{"header of another kind", "[[event]]\nid = '1'\n[[event\n[[tenure]]\nid = '2'\n[event.by]\nx = 1\n[[event]]\nid = '3'\n[event.by]\n",
			[]string{"event 1", "event 3 +by", "tenure 2"}, "<[[event\n><[event.by]\nx = 1\n>"},
		{"nothing follows", "[[event]]\nid = '1'\nx = ?\n[event.by]\n", []string{"event 1 broken"}, "<x = ?\n[event.by]\n>"},
		{"blanks and comment", "[[event]]\nid = '1'\n?\n \t[[ tenure ]]\t# 2\nid = '2'\n", []string{"event 1 broken", "tenure 2"}, "<?\n>"},
	} {
		for _, src := range []string{test.src, strings.ReplaceAll(test.src, "\n", "\r\n")} {
			d := parse(t, src)
			assert.Equal(t, test.want, facts(d), "%s: %v", test.name, d.Errors)
			assert.Equal(t, test.name != "header inside a string", len(d.Errors) == 1, "%s: %v", test.name, d.Errors)
			lost := ""
			for _, s := range d.Lost {
				lost += fmt.Sprintf("<%s>", src[s.Start:s.End])
			}
			assert.Equal(t, test.lost, strings.ReplaceAll(lost, "\r\n", "\n"), test.name)
		}
	}
}

func TestBrokenRoot(t *testing.T) {
	d := parse(t, "a = 1\nb = ?\n[[c]]\nd = 1\n")
	assert.True(t, d.Root().Broken(), dump(d))
	require.NotNil(t, d.Get(d.Root(), "a"), dump(d))
	assert.False(t, d.Get(d.Root(), "c").Broken(), dump(d))
}
