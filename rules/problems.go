package rules

import "github.com/factlint/factlint/facts"

// reportProblems returns the check of a rule that passes on what reading found
// wrong with a file by itself.
func reportProblems(kind facts.ProblemKind) func(*Pass, *facts.File) {
	return func(p *Pass, f *facts.File) {
		for i := range f.Problems {
			if pr := &f.Problems[i]; pr.Kind == kind {
				p.problem(f, pr)
			}
		}
	}
}

// reportLinkProblems returns the check of a rule that passes on what linking
// found wrong with refs.
func reportLinkProblems(kind facts.ProblemKind) func(*Pass) {
	return func(p *Pass) {
		for i := range p.Base.Problems {
			if pr := &p.Base.Problems[i]; pr.Kind == kind {
				p.problem(pr.File, pr)
			}
		}
	}
}

func (p *Pass) problem(file *facts.File, pr *facts.Problem) {
	f := Finding{Message: pr.Message, Place: facts.Place{File: file, Span: pr.Span, Fact: pr.Fact}, Detail: pr.Missing, Fix: fixOf(file, pr)}
	if pr.Related.File != nil {
		f.Related, f.Words = []facts.Note{{Place: pr.Related, Words: pr.RelatedWords}}, "is named here"
	}
	p.Report(f)
}

// fixOf returns the fix that reading or linking proposes, nil for none.
func fixOf(file *facts.File, pr *facts.Problem) *Fix {
	switch {
	case pr.Instead != "":
		return &Fix{Title: "Write " + pr.Instead, Safe: pr.Certain, Edits: []Edit{{File: file, Span: pr.Span, Text: pr.Instead}}}
	case pr.Addition != "":
		end := uint32(len(file.Source))
		text := pr.Addition
		if end > 0 && file.Source[end-1] != '\n' {
			text = "\n" + text
		}
		return &Fix{Title: "Add this fact", Edits: []Edit{{File: file, Span: facts.Span{Start: end, End: end}, Text: text}}}
	}
	return nil
}
