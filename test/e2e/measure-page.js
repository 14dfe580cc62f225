// Evaluated in a page with pictures, or in a picture by itself: says what a reader could not see.
(() => {
	const problems = [];
	const all = (selector, root = document) => [
		...root.querySelectorAll(selector),
	];
	const boxOf = (element) => element.getBoundingClientRect();
	/** Half a pixel is a matter of rounding. */
	const overlap = (a, b) =>
		Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.6 &&
		Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.6;
	const holds = (outer, inner) =>
		inner.left >= outer.left - 0.6 &&
		inner.right <= outer.right + 0.6 &&
		inner.top >= outer.top - 0.6 &&
		inner.bottom <= outer.bottom + 0.6;
	const nameOf = (element) =>
		`${element.localName} ${JSON.stringify(element.textContent.slice(0, 40))}`;

	/** A colour as numbers from 0 to 1, over another one. */
	const colour = (text, alpha, under) => {
		const [r, g, b, a = 1] = text.match(/[\d.]+/g).map(Number);
		const share = a * alpha;
		return [r, g, b].map(
			(value, i) => (value / 255) * share + (under?.[i] ?? 0) * (1 - share),
		);
	};
	const luminance = (rgb) => {
		const [r, g, b] = rgb.map((value) =>
			value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
		);
		return 0.2126 * r + 0.7152 * g + 0.0722 * b;
	};
	const contrast = (a, b) => {
		const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
		return (light + 0.05) / (dark + 0.05);
	};
	const readable = (element, front, back) => {
		const ratio = contrast(front, back);
		if (ratio < 4.5)
			problems.push(`${nameOf(element)} has a contrast of ${ratio.toFixed(1)}`);
	};
	const fillOf = (element, under) => {
		const { fill, fillOpacity } = getComputedStyle(element);
		return colour(fill, Number(fillOpacity), under);
	};

	const svgs =
		document.documentElement.localName === "svg"
			? [document.documentElement]
			: all("svg");
	let cells = 0;
	for (const svg of svgs) {
		const frame = boxOf(svg);
		const page = fillOf(svg.querySelector(".bg"));
		const boxes = all(".b", svg).map((element) => ({
			element,
			box: boxOf(element),
		}));
		const frees = all(".free", svg).map((element) => ({
			element,
			box: boxOf(element),
		}));
		const texts = all("text", svg).map((element) => ({
			element,
			box: boxOf(element),
		}));
		for (const { element, box } of [...boxes, ...frees, ...texts])
			if (!holds(frame, box))
				problems.push(`${nameOf(element)} leaves the picture`);
		for (let i = 0; i < boxes.length; i++)
			for (
				let j = i + 1;
				j < boxes.length && boxes[j].box.top < boxes[i].box.bottom;
				j++
			)
				if (overlap(boxes[i].box, boxes[j].box))
					problems.push(
						`${nameOf(boxes[i].element)} lies over ${nameOf(boxes[j].element)}`,
					);
		const words = texts.filter(
			({ element }) => !element.classList.contains("g"),
		);
		for (const [i, { element, box }] of words.entries()) {
			readable(element, fillOf(element, page), page);
			const under = [...words.slice(i + 1), ...boxes, ...frees].find((other) =>
				overlap(box, other.box),
			);
			if (under !== undefined)
				problems.push(`${nameOf(element)} lies over ${nameOf(under.element)}`);
		}
		for (const { element, box } of texts.filter(({ element }) =>
			element.classList.contains("g"),
		)) {
			const own = boxes.find(
				(other) =>
					holds(other.box, {
						...box.toJSON(),
						top: other.box.top,
						bottom: other.box.bottom,
					}) && overlap(other.box, box),
			);
			if (own === undefined) problems.push(`${nameOf(element)} is in no cell`);
			else readable(element, fillOf(element, page), fillOf(own.element, page));
		}
		// Those of the legend have a text beside them instead.
		const rows = frees.filter(({ box }) => box.width > 17);
		for (const { element, box } of boxes) {
			if (!rows.some((row) => holds(row.box, box))) continue;
			cells++;
			if (!element.querySelector("title")?.textContent)
				problems.push("a cell has no tooltip");
		}
		if (svg.getAttribute("role") !== "img" || !svg.getAttribute("aria-label"))
			problems.push("a picture has no words");
	}

	const back = document.body
		? colour(getComputedStyle(document.body).backgroundColor, 1)
		: undefined;
	if (back !== undefined) {
		const { scrollWidth, clientWidth } = document.documentElement;
		if (scrollWidth > clientWidth)
			problems.push(`the page is ${scrollWidth} wide, of ${clientWidth}`);
		for (const element of all(
			"h1, h2, h3, p, th, td, summary, pre, pre span",
		)) {
			readable(element, colour(getComputedStyle(element).color, 1), back);
			const isClipped = element.scrollWidth > element.clientWidth + 1;
			if (isClipped && !/^(?:pre|span)$/.test(element.localName))
				problems.push(`${nameOf(element)} is clipped`);
		}
		// Texts that are too wide can be scrolled to.
		for (const element of all(".scroll, pre"))
			if (getComputedStyle(element).overflowX !== "auto")
				problems.push(`${nameOf(element)} can't be scrolled`);
	}
	const page = back ?? fillOf(svgs[0].querySelector(".bg"));
	return {
		problems: [...new Set(problems)].slice(0, 20),
		pictures: svgs.length,
		cells,
		isDark: luminance(page) < 0.2,
	};
})();
