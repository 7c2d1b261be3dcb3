package toml

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestNext(t *testing.T) {
	src := "[[event]] # c\r\nid.x = \"a\\\"b\"\tby={p='''x\n\\'''} d = [2022-05-13, +1.5]\nt = \"open\nu = '''also open # no\nv = !é"
	want := "[|[|event|]|]|# c\r|\n|id.x|=|\"a\\\"b\"|by|=|{|p|=|'''x\n\\'''|}|d|=|[|2022-05-13|,|+1.5|]|\n|t|=|<\"open|\n|u|=|<'''also open # no|\n|v|=|!|\xc3|\xa9|"
	var got []string
	for at := 0; ; {
		n := Next([]byte(src), at)
		text := src[n.Start:n.End]
		if n.Open {
			text = "<" + text
		}
		got = append(got, text)
		if at = int(n.End); n.Kind == 0 {
			break
		}
	}
	assert.Equal(t, want, strings.Join(got, "|"))
}
