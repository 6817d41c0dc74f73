package web_test

// The browser's side of a user's eyes. What is not visible is not found.
const (
	// eyes are what the scripts share: the words of an element, and the
	// smallest part of the page that holds an element and some words.
	eyes = `
	const clean = s => (s || "").replace(/\s+/g, " ").trim();
	const seen = e => e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length > 0;
	const name = e => clean(e.getAttribute("aria-label") || e.innerText || e.value || e.textContent);
	const reach = (e, row) => {
		if (!row) return 0;
		for (let box = e; box && box !== document.body; box = box.parentElement)
			if (clean(box.innerText || box.textContent).includes(row)) return box.textContent.length;
		return Infinity;
	};
	const pick = (kinds, want, row) => {
		const all = [...document.querySelectorAll(kinds)].filter(seen);
		let hits = all.filter(e => name(e) === want);
		if (!hits.length) hits = all.filter(e => name(e).includes(want));
		hits = hits.map(e => [e, reach(e, row)]).filter(h => h[1] < Infinity);
		hits.sort((a, b) => a[1] - b[1]);
		return hits.length ? hits[0][0] : null;
	};`

	findScript = `(kinds, want, row) => {` + eyes + `
		const e = pick(kinds, want, row);
		if (!e) return {Fault: "not on the page"};
		e.scrollIntoView({block: "center", behavior: "instant"});
		const target = e.control && e.control.getClientRects().length ? e.control : e;
		const box = target.getClientRects()[0];
		const x = box.left + box.width / 2, y = box.top + box.height / 2;
		const top = document.elementFromPoint(x, y);
		const fault = !top || !(target.contains(top) || top.contains(target) && top.closest("a, label, button, summary") === target.closest("a, label, button, summary")) ? "covered by " + (top ? top.outerHTML.slice(0, 80) : "nothing") : e.disabled ? "turned off" : "";
		return {X: x, Y: y, Fault: fault, Href: e.href && e.href.baseVal !== undefined ? new URL(e.href.baseVal, document.baseURI).href : e.href || "", Type: e.control ? e.control.type : ""};
	}`

	readScript = `(want, row) => {` + eyes + `
		if (!row) return clean(document.body.innerText).includes(want);
		const boxes = [...document.querySelectorAll("li, tr, p, dl, article, figure, section, form, details")].filter(seen);
		const near = boxes.filter(b => clean(b.innerText).includes(row)).sort((a, b) => a.innerText.length - b.innerText.length);
		const unit = near.length ? near[0].closest("article, [data-row]") || near[0].closest("tr, li, figure, section, form") || near[0] : null;
		return !!unit && clean(unit.innerText).includes(want);
	}`

	chooseScript = `(want, row, value) => {` + eyes + `
		const label = pick("label", want, row);
		if (!label || !label.control) return "no such field";
		const f = label.control;
		if (f.type === "select-one") {
			const o = [...f.options].find(o => clean(o.text) === value) || [...f.options].find(o => o.value === value);
			if (!o) return "no such choice: " + [...f.options].map(o => o.text).join(", ");
			f.value = o.value;
		} else if (f.type === "checkbox" || f.type === "radio") f.checked = value !== "";
		else f.value = value;
		f.dispatchEvent(new Event("input", {bubbles: true}));
		f.dispatchEvent(new Event("change", {bubbles: true}));
		return "";
	}`

	holdScript = `(want, row) => {` + eyes + `
		const label = pick("label", want, row);
		return label.control.value;
	}`

	// wideScript lists what makes a page scroll sideways.
	wideScript = `(() => {
		const root = document.documentElement;
		if (root.scrollWidth <= innerWidth) return [];
		const out = [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".wide, svg"));
		return out.slice(-3).concat(root).map(e => e.tagName.toLowerCase() + "#" + e.id + "." + e.className + " " + Math.round(e.getBoundingClientRect().right) + " " + (e.textContent || "").slice(0, 40));
	})()`

	// focusScript tells where the keyboard is and whether that can be seen.
	focusScript = `(() => {` + eyes + `
		const e = document.activeElement;
		if (!e || e === document.body) return {Name: "", Seen: true, In: ""};
		const s = getComputedStyle(e), r = e.getClientRects()[0] || e.getBoundingClientRect();
		const ring = s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2;
		const x = Math.min(Math.max(r.left + r.width / 2, 0), innerWidth - 1), y = Math.min(Math.max(r.top + Math.min(r.height / 2, 12), 0), innerHeight - 1);
		const top = document.elementFromPoint(x, y);
		const inView = r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth;
		const row = e.closest("[data-row]");
		return {Name: e.labels && e.labels.length ? clean(e.labels[0].innerText) : name(e), Seen: ring && inView && !!top && (e.contains(top) || top.contains(e) || !!e.closest("svg")), In: row ? clean(row.innerText) : "", Why: s.outline + " " + [x, y, innerHeight, r.top].join(" ") + " " + (top ? top.outerHTML.slice(0, 60) : ""), Tag: e.tagName.toLowerCase() + (e.id ? "#" + e.id : "")};
	})()`
)
