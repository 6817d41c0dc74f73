package auth

import (
	"html/template"
	"net/http"
)

var form = template.Must(template.New("login").Parse(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Log in · Tocsin</title></head>
<body><main><h1>Log in</h1>
{{if .Failed}}<p role="alert">Wrong name or password.</p>{{end}}
<form method="post" action="/login"><input type="hidden" name="to" value="{{.To}}">
<p><label>Name <input name="name" autocomplete="username" required autofocus></label></p>
<p><label>Password <input name="password" type="password" autocomplete="current-password" required></label></p>
<p><button>Log in</button></p></form></main></body></html>
`))

// plainForm is a login page that needs no style.
func plainForm(w http.ResponseWriter, _ *http.Request, failed bool, to string) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	if failed {
		w.WriteHeader(http.StatusForbidden)
	}
	// A page that cannot be written has no reader any more.
	_ = form.Execute(w, struct {
		Failed bool
		To     string
	}{failed, to})
}
