package rules

// Anew returns how often the session had to run all rules over the whole base.
func (s *Session) Anew() int { return s.anew }
