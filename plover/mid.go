package plover

import (
	"slices"
	"strings"
)

// An Action is one of the action codes of the Militarized Interstate Disputes
// data (version 5) with its hostility level, 1 to 5.
type Action struct {
	Code, Level int
	Name        string
}

// The action codes that MID returns. Codes 4, 6, 12 and 18 (declared war,
// joined war, border violation) need more than type, modes and CAMEO say;
// codes 20 and 21 are never set from one report.
const (
	NoAction         = 0
	ThreatForce      = 1
	ThreatBlockade   = 2
	ThreatOccupy     = 3
	ThreatCBR        = 5
	ShowOfForce      = 7
	Alert            = 8
	NuclearAlert     = 9
	Mobilization     = 10
	FortifyBorder    = 11
	Blockade         = 13
	Occupation       = 14
	Seizure          = 15
	Attack           = 16
	Clash            = 17
	UseOfCBR         = 19
	LevelNone        = 1
	LevelThreat      = 2
	LevelDisplay     = 3
	LevelUseOfForce  = 4
	contextCBRN      = "cbrn"
	contextTerritory = "territory"
)

// MID reads an event as an action of one state against another: the code and
// its hostility level. Whether the two sides are states is for the caller to
// know; clash says that both sides of an ASSAULT fought.
func MID(t Type, modes []Mode, cameo string, contexts []string, clash bool) (code, level int) {
	code = action(t, modes, cameo, contexts, clash)
	return code, tables().mid[code].Level
}

// MIDAction returns the name and level of an action code.
func MIDAction(code int) (Action, bool) {
	a, ok := tables().mid[code]
	return a, ok
}

func action(t Type, modes []Mode, cameo string, contexts []string, clash bool) int {
	cbrn := slices.Contains(contexts, contextCBRN)
	switch t {
	case Threaten:
		return threat(modes, cameo, cbrn)
	case Mobilize:
		return display(modes, cameo, contexts, cbrn)
	case Coerce:
		return seizure(modes, cameo, contexts)
	case Assault:
		return attack(modes, clash)
	}
	return NoAction
}

func threat(modes []Mode, cameo string, cbrn bool) int {
	switch {
	case cameo == "1381":
		return ThreatBlockade
	case slices.Contains(modes, "territory"):
		return ThreatOccupy
	case slices.Contains(modes, "violence") && (cbrn || cameo == "1385"):
		return ThreatCBR
	case slices.Contains(modes, "violence"):
		return ThreatForce
	}
	return NoAction
}

func display(modes []Mode, cameo string, contexts []string, cbrn bool) int {
	if !slices.Contains(modes, "troops") && !slices.Contains(modes, "weapons") && !slices.Contains(modes, "militia") {
		return NoAction
	}
	switch {
	case cameo == "152" && cbrn:
		return NuclearAlert
	case cameo == "152":
		return Alert
	case cameo == "154" && slices.Contains(contexts, contextTerritory):
		return FortifyBorder
	case cameo == "154":
		return Mobilization
	}
	return ShowOfForce
}

func seizure(modes []Mode, cameo string, contexts []string) int {
	military := slices.Contains(contexts, "military")
	switch {
	case cameo == "192":
		return Occupation
	case cameo == "191" && military:
		return Blockade
	case slices.Contains(modes, "seize") && slices.Contains(contexts, contextTerritory) && strings.HasPrefix(cameo, "19"):
		return Occupation
	case slices.Contains(modes, "seize"), slices.Contains(modes, "arrest") && military:
		return Seizure
	}
	return NoAction
}

func attack(modes []Mode, clash bool) int {
	switch {
	case slices.Contains(modes, "unconventional"):
		return UseOfCBR
	case slices.Contains(modes, "abduct"):
		return Seizure
	case clash:
		return Clash
	}
	return Attack
}
