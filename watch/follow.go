package watch

import (
	"slices"

	"tocsin"
	"tocsin/record"
)

// A follower keeps the scenes of every situation through the turns of a
// history, so that a day costs what it changes. Its findings are those of
// [Findings] on what was known on each day.
type follower struct {
	config *Config
	foes   *foes
	stages []*stage
}

// A stage is the scenes of one situation.
type stage struct {
	situation *Situation
	scenes    []*scene
	displays  map[*tocsin.Event]*display // of a side of a dyad, whose aim may change
}

// A display is a display of force whose aim the conflicts of its actors tell.
type display struct {
	aim   string
	known int // version of the conflicts that the aim was read from; -1 for none
}

func newFollower(c *Config) *follower { return &follower{config: c, foes: newFoes()} }

// turn takes in what a day brought.
func (f *follower) turn(t *record.Turn) {
	if f.stages == nil {
		f.stages = make([]*stage, len(f.config.Situations))
		for i := range f.stages {
			f.stages[i] = newStage(&f.config.Situations[i], t.Known)
		}
	}
	for _, e := range t.Gone {
		f.foes.remove(e)
		for _, st := range f.stages {
			st.remove(e)
		}
	}
	slices.SortFunc(t.Come, inOrder) // so that most are put at the end
	for _, e := range t.Come {
		f.foes.insert(e)
		for _, st := range f.stages {
			st.add(e, t.Known)
		}
	}
	for _, st := range f.stages {
		st.aim(f.foes)
	}
}

func (f *follower) findings() (out []Finding) {
	for _, st := range f.stages {
		for _, sc := range st.scenes {
			out = append(out, sc.findings()...)
		}
	}
	return out
}

func newStage(s *Situation, k *record.Known) *stage {
	st := &stage{situation: s, displays: map[*tocsin.Event]*display{}}
	for _, p := range s.Pairs() {
		st.scenes = append(st.scenes, &scene{situation: s, pair: p, known: k})
	}
	return st
}

// takes reports whether an event is of a scene, if it is aimed so.
func (st *stage) takes(sc *scene, e *tocsin.Event, aim string) bool {
	if sc.pair == (Pair{}) {
		return st.situation.about(e)
	}
	return aimedAt(sc.pair, e, aim)
}

func (st *stage) add(e *tocsin.Event, k *record.Known) {
	if e.Background || !st.concerns(e) || !k.Says(e, st.situation.Words) {
		return
	}
	aim, open := aimOf(e)
	for _, sc := range st.scenes {
		if st.takes(sc, e, aim) {
			sc.add(e)
		}
	}
	if open && len(st.situation.Dyads) > 0 {
		st.displays[e] = &display{known: -1}
	}
}

// concerns is a quick look: most events of a record have nothing to do with
// one situation.
func (st *stage) concerns(e *tocsin.Event) bool {
	if len(st.situation.Dyads) == 0 {
		return st.situation.about(e)
	}
	return slices.ContainsFunc(st.situation.Dyads, func(d [2]string) bool { return has(e.Actors, d[0]) || has(e.Actors, d[1]) })
}

func (st *stage) remove(e *tocsin.Event) {
	if e.Background || !st.concerns(e) {
		return
	}
	for _, sc := range st.scenes {
		sc.remove(e)
	}
	delete(st.displays, e)
}

// aim looks again where displays are aimed of whose actors' conflicts more is
// known.
func (st *stage) aim(f *foes) {
	for e, d := range st.displays {
		version := f.known(e)
		if version == d.known {
			continue
		}
		d.known = version
		aim := f.of(e)
		if aim == d.aim {
			continue
		}
		for _, sc := range st.scenes {
			was, is := st.takes(sc, e, d.aim), st.takes(sc, e, aim)
			switch {
			case is && !was:
				sc.add(e)
			case was && !is:
				sc.remove(e)
			}
		}
		d.aim = aim
	}
}
