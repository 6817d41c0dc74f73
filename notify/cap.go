package notify

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"tocsin"
	"tocsin/store"
	"tocsin/watch"
)

// capAlert is a message of the Common Alerting Protocol 1.2.
type capAlert struct {
	XMLName    xml.Name `xml:"urn:oasis:names:tc:emergency:cap:1.2 alert"`
	Identifier string   `xml:"identifier"`
	Sender     string   `xml:"sender"`
	Sent       string   `xml:"sent"`
	Status     string   `xml:"status"`
	MsgType    string   `xml:"msgType"`
	Scope      string   `xml:"scope"`
	References string   `xml:"references,omitempty"`
	Info       capInfo  `xml:"info"`
}

type capInfo struct {
	Language    string         `xml:"language"`
	Category    string         `xml:"category"`
	Event       string         `xml:"event"`
	Urgency     string         `xml:"urgency"`
	Severity    string         `xml:"severity"`
	Certainty   string         `xml:"certainty"`
	Headline    string         `xml:"headline"`
	Description string         `xml:"description"`
	Web         string         `xml:"web,omitempty"`
	Parameters  []capParameter `xml:"parameter"`
	Area        struct {
		Description string `xml:"areaDesc"`
	} `xml:"area"`
}

type capParameter struct {
	Name  string `xml:"valueName"`
	Value string `xml:"value"`
}

// capTime is the form of times in CAP: no Z, no fractions.
const capTime = "2006-01-02T15:04:05-07:00"

// cap writes each notice as a file of its own into the channel's folder. An
// update or a cancel refers to the messages before it on the same alert.
func (s *Sender) cap(_ context.Context, ch *watch.Channel, ns []store.Notice) error {
	if err := os.MkdirAll(ch.File, 0o755); err != nil {
		return err
	}
	for i := range ns {
		if err := writeCAP(ch, &ns[i]); err != nil {
			return err
		}
	}
	return nil
}

func writeCAP(ch *watch.Channel, n *store.Notice) error {
	trail := filepath.Join(ch.File, "alert-"+n.Alert.Situation+"-"+strconv.FormatInt(n.Alert.Number, 10)+".refs")
	before, err := os.ReadFile(trail)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	a := capMessage(ch, n)
	reference := a.Sender + "," + a.Identifier + "," + a.Sent
	refs := strings.Fields(string(before))
	if n.Kind != store.NoticeAlert {
		a.References = strings.Join(refs, " ")
	}
	b, err := xml.MarshalIndent(a, "", "  ")
	if err != nil {
		return err
	}
	if err := replace(filepath.Join(ch.File, a.Identifier+".xml"), append([]byte(xml.Header), b...)); err != nil {
		return err
	}
	if strings.Contains(string(before), reference) { // sent again after a failure
		return nil
	}
	return replace(trail, []byte(strings.Join(append(refs, reference), "\n")+"\n"))
}

func capMessage(ch *watch.Channel, n *store.Notice) capAlert {
	a := capAlert{
		Identifier: identifier(n), Sender: ch.From, Sent: n.At.In(time.UTC).Format(capTime), Status: ch.Status, Scope: "Private",
		MsgType: map[string]string{store.NoticeAlert: "Alert", store.NoticeUpdate: "Update", store.NoticeCancel: "Cancel"}[n.Kind],
		// What a rule measures is reporting: nothing is said of urgency or
		// severity in the world.
		Info: capInfo{Language: "en", Category: "Security", Event: feedTitle, Urgency: "Unknown", Severity: "Unknown", Certainty: "Unknown",
			Headline: short(n.Text), Description: Body(n, ch.Link)},
	}
	if ch.Link != "" {
		a.Info.Web = alertLink(ch.Link, n.Alert.Number)
	}
	for _, p := range [][2]string{{"rule", n.Alert.Rule}, {"formula", n.Alert.Formula}, {"events", strings.Join(n.Alert.Events, " ")}} {
		a.Info.Parameters = append(a.Info.Parameters, capParameter{p[0], p[1]})
	}
	a.Info.Area.Description = n.Alert.Situation
	return a
}

// short is a headline of at most 160 characters, as CAP advises.
func short(s string) string {
	r := []rune(s)
	if len(r) <= 160 {
		return s
	}
	return string(r[:159]) + "…"
}

// CAP is the last of the notices of one alert as a message of the Common
// Alerting Protocol that refers to those before it. Its status is Draft: it is
// to be read, and no channel has sent it. sender and link are as in a channel.
func CAP(told []store.Notice, sender, link string) ([]byte, error) {
	if len(told) == 0 {
		return nil, fmt.Errorf("notify: cap: no notice: %w", tocsin.ErrNotFound)
	}
	ch := &watch.Channel{From: sender, Link: link, Status: "Draft"}
	var refs []string
	for i := range told[:len(told)-1] {
		a := capMessage(ch, &told[i])
		refs = append(refs, a.Sender+","+a.Identifier+","+a.Sent)
	}
	a := capMessage(ch, &told[len(told)-1])
	a.References = strings.Join(refs, " ")
	b, err := xml.MarshalIndent(a, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("notify: cap: %w", err)
	}
	return append([]byte(xml.Header), b...), nil
}
