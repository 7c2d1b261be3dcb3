package types

import "net/url"

func checkDuration(text string) string {
	if _, _, ok := ParseDuration(text); !ok {
		return `is not a duration; write a number and a unit: "14d", "2w", "6m" or "4y"`
	}
	return ""
}

func checkURL(text string) string {
	u, err := url.Parse(text)
	if err == nil && u.IsAbs() && (u.Host != "" || u.Opaque != "") {
		return ""
	}
	return `is not a URL; write it whole, as in "https://example.org/page"`
}
