package features

import (
	"cmp"
	"slices"
	"strings"

	"github.com/factlint/factlint/cmd/factlint/internal/lsp/wire"
	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

// maxIDs is how many ids are proposed at once; the client asks again as more
// is typed.
const maxIDs = 100

// candidate is a fact that may be meant, better ones first.
type candidate struct {
	fact *facts.Fact
	rank int
}

// ids proposes the ids of facts that a field may name and that what is typed
// may be a part of: of the id, or of the label where there are few.
func (c *completion) ids(f *vocabulary.Field) {
	typed := strings.ToLower(c.typed)
	if c.cursor.quote == 0 && (strings.HasPrefix(typed, `"`) || strings.HasPrefix(typed, "'")) {
		return // after the closing quote
	}
	held := c.heldBySubject()
	best := make([]candidate, 0, maxIDs+1)
	seen := 0
	for _, labels := range []bool{false, true} {
		if labels && (typed == "" || seen > 0) {
			break
		}
		for _, k := range c.Facts.Vocabulary.Kinds {
			if !f.Takes(k) {
				continue
			}
			for fact := range c.Facts.OfKind(k) {
				if fact.ID() == "" {
					continue
				}
				text := fact.ID()
				if labels {
					text = fact.Label()
				}
				if !contains(text, typed) {
					continue
				}
				seen++
				best = keep(best, candidate{fact, c.rank(fact, text, typed, held)})
			}
		}
	}
	c.list.Incomplete = seen > len(best)
	for i, b := range best {
		c.add(c.idItem(b.fact, i))
	}
}

// keep puts a candidate among the best so far.
func keep(best []candidate, n candidate) []candidate {
	if len(best) == maxIDs && best[len(best)-1].rank <= n.rank {
		return best
	}
	i, _ := slices.BinarySearchFunc(best, n.rank+1, func(c candidate, rank int) int { return cmp.Compare(c.rank, rank) })
	best = slices.Insert(best, i, n)
	return best[:min(len(best), maxIDs)]
}

// rank says how likely a fact is meant, 0 for the most: what the subject holds,
// then what begins as typed, then what is in this file.
func (c *completion) rank(f *facts.Fact, text, typed string, held map[*facts.Fact]bool) int {
	rank := 0
	if !held[f] {
		rank += 4
	}
	if len(text) < len(typed) || !strings.EqualFold(text[:len(typed)], typed) {
		rank += 2
	}
	if f.File != c.file {
		rank++
	}
	return rank
}

// heldBySubject returns what the person holds that the table at the cursor
// names too: the offices in which they may act.
func (c *completion) heldBySubject() map[*facts.Fact]bool {
	person := c.Facts.Fact(c.cursor.set["person"])
	if c.cursor.key == "person" || person == nil {
		return nil
	}
	held := map[*facts.Fact]bool{}
	for t := range c.Facts.TenuresOf(person) {
		held[t.Of] = true
	}
	return held
}

func (c *completion) idItem(f *facts.Fact, i int) wire.CompletionItem {
	label := report.Visible(f.Label())
	text, _ := c.quoted(f.ID()) // an id fits into any quotes
	item := wire.CompletionItem{
		Label: wording.Cut(f.ID(), 200), Kind: itemReference, Detail: label, SortText: ordinal(i), FilterText: f.ID() + " " + label,
		Edit: wire.TextEdit{Range: c.at, NewText: text},
	}
	if c.cursor.quote == 0 {
		// Clients compare with what the edit replaces.
		item.FilterText = c.typed + " " + item.FilterText
	}
	if period := periodOf(f); period != "" {
		item.Detail += " · " + report.Visible(period)
	}
	if c.client().TextDocument.Completion.Item.LabelDetails {
		item.Details = map[string]string{"description": label}
	}
	return item
}
