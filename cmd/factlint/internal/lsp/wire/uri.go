package wire

import (
	"net/url"
	"path/filepath"
	"runtime"
	"strings"
)

// PathOf returns the absolute path that a file URI names, with links as they
// are; ok is false for any other URI, and for one that names another machine.
func PathOf(uri string) (path string, ok bool) {
	return pathOn(uri, runtime.GOOS == "windows")
}

func pathOn(uri string, windows bool) (path string, ok bool) {
	u, err := url.Parse(uri)
	if err != nil || !strings.EqualFold(u.Scheme, "file") || u.Opaque != "" || u.Path == "" || strings.Contains(u.Path, "\x00") {
		return "", false
	}
	p := u.Path
	if !windows {
		if u.Host != "" && u.Host != "localhost" || p[0] != '/' {
			return "", false
		}
		return filepath.Clean(p), true
	}
	if u.Host != "" && u.Host != "localhost" {
		return `\\` + u.Host + strings.ReplaceAll(p, "/", `\`), true
	}
	p = strings.TrimPrefix(p, "/")
	if len(p) < 2 || p[1] != ':' {
		return "", false
	}
	p = strings.ToUpper(p[:1]) + p[1:] // VS Code writes file:///c%3A/…
	if len(p) == 2 {
		p += "/"
	}
	return strings.ReplaceAll(p, "/", `\`), true
}

// URIOf returns the file URI of an absolute path.
func URIOf(path string) string { return uriOn(path, runtime.GOOS == "windows") }

func uriOn(path string, windows bool) string {
	host := ""
	if windows {
		path = strings.ReplaceAll(path, `\`, "/")
		if rest, ok := strings.CutPrefix(path, "//"); ok {
			host, path, _ = strings.Cut(rest, "/")
		}
		if !strings.HasPrefix(path, "/") {
			path = "/" + path
		}
	}
	var b strings.Builder
	b.WriteString("file://" + host)
	for i := range len(path) {
		c := path[i]
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("/-._~", c) >= 0 {
			b.WriteByte(c)
			continue
		}
		const hex = "0123456789ABCDEF"
		b.WriteString("%" + string(hex[c>>4]) + string(hex[c&15]))
	}
	return b.String()
}
