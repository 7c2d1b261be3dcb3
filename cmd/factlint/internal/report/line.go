package report

import "strings"

// VisibleLine returns a line of a diff, with its sign and its end, so that it
// cannot act on a terminal or a log, and as it is when it does not. It leaves
// alone what files hold and does no harm there: tabs, the line end, and on the
// first line of a file, whose sign it follows, a byte order mark.
func VisibleLine(line string, first bool) string {
	body, end := line, ""
	for _, e := range []string{"\r\n", "\n"} {
		if cut, ok := strings.CutSuffix(line, e); ok {
			body, end = cut, e
			break
		}
	}
	mark := ""
	if first && len(body) > 1 && strings.HasPrefix(body[1:], "\ufeff") {
		mark, body = body[:1]+"\ufeff", body[len("\ufeff")+1:]
	}
	parts := strings.Split(body, "\t")
	for i := range parts {
		parts[i] = Visible(parts[i])
	}
	body = mark + strings.Join(parts, "\t")
	// A log of GitHub Actions takes a line that begins with two colons for a
	// command, blanks before them or not.
	if rest := strings.TrimLeft(body, " \t\ufeff"); strings.HasPrefix(rest, "::") {
		body = strings.TrimSuffix(body, rest) + `\x3a` + rest[1:]
	}
	return body + end
}
