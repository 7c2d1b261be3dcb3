package factstest

import (
	"context"
	"math"
	"sync/atomic"
)

// Unlimited is more looks than anything takes.
const Unlimited = math.MaxInt64

// Looking is a context that counts how often anybody looks at it, and is cancelled
// after so many looks.
type Looking struct {
	context.Context
	Looks atomic.Int64
	most  int64
}

// NewLooking returns one that is cancelled when it has been looked at so often.
func NewLooking(ctx context.Context, most int64) *Looking { return &Looking{Context: ctx, most: most} }

// Err counts a look.
func (l *Looking) Err() error {
	if l.Looks.Add(1) > l.most {
		return context.Canceled
	}
	return l.Context.Err()
}
