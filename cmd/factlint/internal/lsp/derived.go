package lsp

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules"
)

// derived is what is worked out of a state once somebody asks for it.
type derived struct {
	referrers func() *facts.Referrers
	// times begins to work out what all facts together imply of the times of
	// each. That takes a while in a very large base.
	times func()
	done  chan struct{} // closed when they are, or never will be since the base has changed
	found *rules.Timeline
}

// timesPatience is how long an answer waits for the times: a hover that comes
// late is worse than one that tells the rest. They are worked out when nobody
// has typed for a moment, so that few ever wait.
const timesPatience = 5 * time.Millisecond

func newDerived(b *base, of *facts.Base) *derived {
	d := &derived{referrers: sync.OnceValue(of.Referrers), done: make(chan struct{})}
	var once sync.Once
	d.times = func() { once.Do(func() { go d.work(b, of) }) }
	return d
}

func (d *derived) work(b *base, of *facts.Base) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	if b.state.derived == d && b.ctx.Err() == nil {
		d.found = rules.NewTimeline(of)
	}
	close(d.done)
}

// timeline returns the times, or nil while they are not known.
func (d *derived) timeline() *rules.Timeline {
	select {
	case <-d.done:
		return d.found
	default:
		return nil
	}
}

// withTimes makes an answer wait until the times are known, but not long. It
// waits without reading the base, so that this may be changed meanwhile.
func withTimes(answer answerer) answerer {
	return func(s *server, raw json.RawMessage) (func(context.Context) (any, error), error) {
		later, err := answer(s, raw)
		p, _ := decode[positionParams](raw)
		d := s.documents.get(p.Document.URI)
		if err != nil || d == nil || d.home == nil {
			return later, err
		}
		b, edition := d.home, d.home.now()
		return func(ctx context.Context) (any, error) {
			late := time.After(timesPatience)
			for waiting := true; waiting; {
				var now *derived
				if err := b.read(ctx, edition, func(st *state) error { now = st.derived; return nil }); err != nil {
					return nil, err
				}
				now.times()
				select {
				case <-now.done:
					waiting = now.found == nil // for an older state
				case <-late:
					waiting = false
				case <-ctx.Done():
					return nil, ctx.Err()
				}
			}
			return later(ctx)
		}, nil
	}
}
