package rules

import (
	"context"

	"github.com/factlint/factlint/facts"
)

// A Session keeps the findings of a base up to date while the base is edited.
// After every edit its result is what Run finds. It is for one goroutine at a
// time; results may be read by any.
type Session struct {
	settings Settings
	base     *facts.Base
	result   *Result
}

// NewSession runs the rules over a base. The error is the context's.
func NewSession(ctx context.Context, base *facts.Base, s Settings) (*Session, error) {
	out := &Session{settings: s}
	if _, err := out.Update(ctx, base); err != nil {
		return nil, err
	}
	return out, nil
}

// Base returns the base that the result is about.
func (s *Session) Base() *facts.Base { return s.base }

// Result returns what the last update found.
func (s *Session) Result() *Result { return s.result }

// Update finds what is wrong with a base made from that of the session by one
// or more calls of Edit; with any other base it takes as long as Run. After an
// error, which is the context's, the session is as it was before.
func (s *Session) Update(ctx context.Context, base *facts.Base) (*Result, error) {
	r, err := Run(ctx, base, s.settings)
	if err != nil {
		return nil, err
	}
	s.base, s.result = base, r
	return r, nil
}
