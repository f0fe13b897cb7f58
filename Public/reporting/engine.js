// Fills in a form on the phone: what counts, what must be answered, what is allowed, what is worked out.
//
// It takes the JSON that the server makes of a form (FormJSON in Sources/Forms says what stands in it) and does what the
// server's own engine does, part for part; Tests/FormsTests/Oracle holds the two against each other. It knows nothing of
// the page.
const formEngine = (() => {
  const day = 86400000;
  const most = { repetitions: 2000, nodes: 200000, work: 20000000 };

  class Fault extends Error {}
  const fail = (why) => {
    throw new Fault(why);
  };

  // A moment in time, in milliseconds since 1970-01-01T00:00:00Z.
  class Moment {
    constructor(value) {
      this.value = value;
    }
  }

  // Nodes that a path leads to.
  class Nodes {
    constructor(all) {
      this.all = all;
    }
  }

  // MARK: Numbers, as JavaRosa reads and writes them

  const trimmed = (text) => text.replace(/^[\0-\x20]+|[\0-\x20]+$/g, "");
  // Browsers of 2020 have no at().
  const last = (list) => list[list.length - 1];
  const pieces = (text) => text.split(" ").filter((piece) => piece !== "");

  const numberOf = (text) => {
    const plain = trimmed(text).replaceAll(",", ".");
    return /^[0-9.-]{1,400}$/.test(plain) && /[0-9]/.test(plain) ? Number(plain) : NaN;
  };

  const decimalOf = (text) => {
    const value = /^[0-9.+eE-]{1,400}$/.test(text) && /[0-9]/.test(text) ? Number(text) : NaN;
    return Number.isNaN(value) ? null : value;
  };

  const integerOf = (text) => {
    if (!/^\+?-?[0-9]+$/.test(text)) return null;
    const value = Number(text.replace("+", ""));
    return value >= -2147483648 && value <= 2147483647 ? value : null;
  };

  const longOf = (text) => {
    if (!/^[+-]?[0-9]+$/.test(text) || text.length > 40) return null;
    const value = BigInt(text.replace("+", ""));
    return value >= -(2n ** 63n) && value < 2n ** 63n ? value : null;
  };

  const saturated = (value) => (Number.isNaN(value) ? 0 : Math.trunc(Math.max(-2147483648, Math.min(2147483647, value))) + 0);

  const digitsOf = (size) => {
    const [digits, exponent] = size.toExponential().split("e");
    return { digits: digits.replace(".", ""), exponent: Number(exponent) };
  };

  const java = (value) => {
    if (Number.isNaN(value)) return "NaN";
    if (!Number.isFinite(value)) return value < 0 ? "-Infinity" : "Infinity";
    const sign = value < 0 || Object.is(value, -0) ? "-" : "";
    const size = Math.abs(value);
    if (size === 0) return `${sign}0.0`;
    const { digits, exponent } = digitsOf(size);
    if (size >= 1e-3 && size < 1e7) {
      if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
      const filled = digits.padEnd(exponent + 2, "0");
      return `${sign}${filled.slice(0, exponent + 1)}.${filled.slice(exponent + 1)}`;
    }
    return `${sign}${digits[0]}.${digits.slice(1) || "0"}E${exponent}`;
  };

  const numberText = (value) => {
    if (Number.isNaN(value)) return "NaN";
    if (Math.abs(value) < 1e-12) return "0";
    if (!Number.isFinite(value)) return value < 0 ? "-Infinity" : "Infinity";
    const whole = saturated(value);
    return Math.abs(value - whole) < 1e-12 ? String(whole) : java(value);
  };

  const truncated = (value) => (Number.isFinite(value) && Math.abs(value) < 2 ** 63 ? Math.trunc(value) : value);

  // Rounded as spreadsheets do, on its decimal digits.
  const rounded = (value, places) => {
    if (!Number.isFinite(value)) return value;
    if (Math.abs(places) > 30) return NaN;
    if (places < 0) {
      const scale = 10 ** -places;
      return Math.trunc(value / scale + 0.5) * scale;
    }
    if (value === 0) return 0;
    const isNegative = value < 0;
    let { digits, exponent } = digitsOf(Math.abs(value));
    const kept = exponent + 1 + places;
    if (kept < digits.length) {
      if (kept < 0) return isNegative ? -0 : 0;
      const rest = digits.slice(kept);
      const goesUp = /^50*$/.test(rest) ? !isNegative : rest[0] >= "5";
      digits = digits.slice(0, kept);
      if (goesUp) {
        const next = String(BigInt(digits || "0") + 1n).padStart(digits.length, "0");
        if (next.length > digits.length) exponent += 1;
        digits = next;
      }
    }
    if (digits === "") return isNegative ? -0 : 0;
    return Number(`${digits}e${exponent - digits.length + 1}`) * (isNegative ? -1 : 1);
  };

  // MARK: Dates, seen from one distance to UTC

  const padded = (number, width) => String(number).padStart(width, "0");
  const lengthOf = (month, year) => new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();

  const calendarOf = (offset) => {
    const fields = (moment) => {
      const at = new Date(Math.min(Math.max(moment, -62135596800000), 253402300799999) + offset * 60000);
      return {
        year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate(), hour: at.getUTCHours(),
        minute: at.getUTCMinutes(), second: at.getUTCSeconds(), millisecond: at.getUTCMilliseconds(),
      };
    };
    const moment = (of) => {
      const date = new Date(0);
      date.setUTCFullYear(of.year, of.month - 1, of.day);
      return date.getTime() + ((of.hour * 60 + of.minute) * 60 + of.second) * 1000 + of.millisecond - offset * 60000;
    };
    const whole = (text) => (/^[0-9]{1,9}$/.test(text ?? "") ? Number(text) : null);
    const isValid = (of) =>
      of.year >= 1 && of.year <= 9999 && of.month >= 1 && of.month <= 12 && of.day >= 1
      && of.day <= lengthOf(of.month, of.year) && of.hour <= 23 && of.minute <= 59 && of.second <= 59;
    const readDate = (text) => {
      const parts = text.split("-").map(whole);
      if (parts.length !== 3 || parts.includes(null)) return null;
      const of = { year: parts[0], month: parts[1], day: parts[2], hour: 0, minute: 0, second: 0, millisecond: 0 };
      return isValid(of) ? of : null;
    };
    const readTime = (text, date) => {
      let clock = text;
      let away = null;
      if (clock.endsWith("Z")) {
        clock = clock.slice(0, -1);
        away = 0;
      } else {
        const mark = clock.search(/[+-]/);
        if (mark >= 0) {
          const parts = clock.slice(mark + 1).split(":").map(whole);
          if (parts.length > 2 || parts.includes(null) || parts[0] > 18 || (parts[1] ?? 0) >= 60) return null;
          away = (parts[0] * 60 + (parts[1] ?? 0)) * (clock[mark] === "-" ? -1 : 1);
          clock = clock.slice(0, mark);
        }
      }
      const parts = clock.split(":");
      const of = { ...date, second: date.second, millisecond: date.millisecond };
      if (parts.length < 2 || parts.length > 3) return null;
      of.hour = whole(parts[0]);
      of.minute = whole(parts[1]);
      if (of.hour === null || of.minute === null) return null;
      if (parts.length === 3) {
        const seconds = numberOf(parts[2]);
        if (!(seconds >= 0 && seconds < 60)) return null;
        of.second = Math.trunc(seconds);
        of.millisecond = Math.trunc(1000 * seconds - 1000 * of.second);
      }
      if (!isValid(of)) return null;
      return away === null ? moment(of) : calendarOf(away).moment(of);
    };
    const date = (text) => {
      const of = readDate(text);
      return of && moment(of);
    };
    const dateText = (at) => {
      const of = fields(at);
      return `${of.year}-${padded(of.month, 2)}-${padded(of.day, 2)}`;
    };
    const timeText = (at) => {
      const of = fields(at);
      const time = `${[of.hour, of.minute, of.second].map((each) => padded(each, 2)).join(":")}.${padded(of.millisecond, 3)}`;
      if (offset === 0) return `${time}Z`;
      const size = Math.abs(offset);
      return `${time}${offset > 0 ? "+" : "-"}${padded(Math.floor(size / 60), 2)}:${padded(size % 60, 2)}`;
    };
    const dayNumber = (at) => Math.floor((at + offset * 60000) / day);
    const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    const days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const written = (at, pattern) => {
      const of = fields(at);
      const signs = {
        "%": () => "%", Y: () => padded(of.year, 4), y: () => padded(of.year, 4).slice(-2), m: () => padded(of.month, 2),
        n: () => String(of.month), b: () => months[of.month - 1], d: () => padded(of.day, 2), e: () => String(of.day),
        H: () => padded(of.hour, 2), h: () => String(of.hour), M: () => padded(of.minute, 2), S: () => padded(of.second, 2),
        3: () => padded(of.millisecond, 3), a: () => days[(((dayNumber(at) + 3) % 7) + 7) % 7],
      };
      return pattern.replace(/%([\s\S]?)/g, (_, sign) => (signs[sign] ? signs[sign]() : fail("date pattern")));
    };
    return {
      offset, moment, dayNumber, date, dateText, timeText, written,
      midnight: (at) => dayNumber(at) * day - offset * 60000,
      dateTime: (text) => {
        const mark = text.indexOf("T");
        if (mark < 0) return date(text);
        const of = readDate(text.slice(0, mark));
        return of && readTime(text.slice(mark + 1), of);
      },
      time: (text, today) => readTime(text, { ...fields(today), second: 0, millisecond: 0 }),
      dateTimeText: (at) => `${dateText(at)}T${timeText(at)}`,
    };
  };

  // MARK: Values of nodes: {k: kind, v: value}

  const pointOf = (text) => {
    const parts = pieces(text);
    if (parts.length < 2 || parts.length > 4) return null;
    const numbers = parts.map(decimalOf);
    if (numbers.some((each) => each === null || !Number.isFinite(each))) return null;
    while (numbers.length < 4) numbers.push(0);
    return numbers;
  };
  const isOnEarth = ([north, east, , accuracy]) => Math.abs(north) <= 90 && Math.abs(east) <= 180 && accuracy >= 0;
  const pointText = (point) => (point.some((each) => each !== 0) ? point.map(java).join(" ") : "");

  const linePieces = (text) => {
    const parts = text.split(";");
    while (parts.length > 0 && last(parts) === "") parts.pop();
    return parts;
  };

  const valueOf = (text, type, calendar, now) => {
    const plain = trimmed(text);
    const made = (k, v) => (v === null || v === undefined ? null : { k, v });
    switch (type) {
      case "int": return made("whole", integerOf(plain));
      case "long": return made("whole", longOf(plain));
      case "decimal": return made("decimal", decimalOf(plain));
      case "boolean": return plain === "" ? null : made("truth", ["1", "t", "true"].includes(plain));
      case "date": return made("date", calendar.date(plain));
      case "dateTime": return made("dateTime", calendar.dateTime(plain));
      case "time": return made("time", calendar.time(plain, now));
      case "select1": return plain === "" ? null : made("choice", text);
      case "select":
      case "odk:rank": return pieces(text).length === 0 ? null : made("choices", pieces(text));
      case "geopoint": return made("point", pointOf(plain));
      case "geotrace":
      case "geoshape": {
        const points = linePieces(plain).map((part) => pointOf(trimmed(part)));
        return points.length === 0 || points.includes(null) ? null : made("line", points);
      }
      default: return text === "" ? null : made("text", text);
    }
  };

  const textOf = (value, calendar) => {
    if (!value) return "";
    switch (value.k) {
      case "whole": return String(value.v);
      case "decimal": return java(value.v);
      case "truth": return value.v ? "1" : "0";
      case "date": return calendar.dateText(value.v);
      case "dateTime": return calendar.dateTimeText(value.v);
      case "time": return calendar.timeText(value.v);
      case "choices": return value.v.join(" ");
      case "point": return pointText(value.v);
      case "line": return value.v.map(pointText).join("; ");
      default: return value.v;
    }
  };

  const kept = (value, offered) => {
    if (value.k === "choice") return offered.includes(value.v) ? value : null;
    if (value.k !== "choices") return value;
    const left = value.v.filter((choice) => offered.includes(choice));
    return left.length > 0 ? { k: "choices", v: left } : null;
  };

  // MARK: Nodes

  const place = (node) => {
    if (!node.up) return 0;
    let found = 0;
    for (const each of node.up.kids) {
      if (each === node) return found;
      if (each.name === node.name && each.isAttribute === node.isAttribute) found += 1;
    }
    return found;
  };
  const named = (node, name, isAttribute = false) =>
    node.kids.filter((each) => each.name === name && each.isAttribute === isAttribute);
  const lineUp = (node) => (node.up ? [...lineUp(node.up), node] : [node]);
  const counts = (node) => {
    for (let each = node; each; each = each.up) if (!each.counts) return false;
    return true;
  };
  const rootOf = (node) => (node.up ? rootOf(node.up) : node);

  // MARK: Geometry on a sphere

  const radius = 6378100;
  const radians = (degrees) => (degrees / 180) * Math.PI;
  const lengthOfLine = (points) =>
    points.slice(1).reduce((sum, [north, east], at) => {
      const [one, other] = [radians(points[at][0]), radians(north)];
      const apart = Math.sin(one) * Math.sin(other) + Math.cos(one) * Math.cos(other) * Math.cos(radians(points[at][1] - east));
      return sum + Math.acos(apart) * radius;
    }, 0);
  const areaIn = (points) => {
    if (points.length < 3) return 0;
    const scale = 2 * radius * Math.PI;
    const flat = points.slice(1).map(([north, east]) => [
      ((east - points[0][1]) * scale * Math.cos(radians(north))) / 360, ((north - points[0][0]) * scale) / 360,
    ]);
    return Math.abs(flat.slice(1).reduce((sum, [x, y], at) => sum + (flat[at][1] * x - flat[at][0] * y) / 2, 0));
  };
  const isInside = (point, corners) => {
    let inside = false;
    for (let at = 1; at < corners.length; at += 1) {
      const [one, other] = [corners[at - 1], corners[at]];
      if (other[0] > point[0] === one[0] > point[0]) continue;
      const slope = (one[1] - other[1]) / (one[0] - other[0]);
      if (point[1] < slope * (point[0] - other[0]) + other[1]) inside = !inside;
    }
    return inside;
  };

  // A form that is being filled in. `chance` gives numbers from 0 to 1, `now` milliseconds, `offset` minutes ahead of UTC.
  const begin = (form, { now, offset, chance, properties = {} }) => {
    const calendar = calendarOf(offset);
    const utc = calendarOf(0);
    const schema = form.nodes.map(([name, parent, flags], number) => ({
      number, name, parent, isRepeated: (flags & 1) === 1, isAttribute: (flags & 2) === 2, kids: [],
      written: form.names?.[number] ?? name, rules: form.binds[number] ?? {},
    }));
    for (const node of schema) if (node.parent >= 0) schema[node.parent].kids.push(node.number);
    const typeOf = (number) => schema[number].rules.t ?? "string";
    const schemaLine = (number) => (number < 0 ? [] : [...schemaLine(schema[number].parent), number]);
    const lines = schema.map((node) => schemaLine(node.number));
    const isBelow = (number, other) => lines[number].includes(other);
    const below = (number) => [number, ...schema[number].kids.flatMap(below)];
    const pathOfSchema = (number) => lines[number].map((each) => `/${schema[each].isAttribute ? "@" : ""}${schema[each].name}`).join("");

    const questions = new Map();
    const repeats = [];
    const look = (items) => {
      for (const item of items) {
        if (item.k === "g") look(item.i);
        else if (item.k === "r") {
          repeats.push(item);
          look(item.i);
        } else if (item.n !== undefined && (!questions.has(item.n) || item.e)) questions.set(item.n, item);
      }
    };
    look(form.body);

    // MARK: Rules and what depends on what

    const rules = form.order.map(([node, kind, triggers, first]) => ({ node, kind, triggers, first, formula: schema[node].rules[kind] }));
    const byTrigger = new Map();
    rules.forEach((rule, at) => {
      for (const trigger of rule.triggers) byTrigger.set(trigger, [...(byTrigger.get(trigger) ?? []), at]);
    });
    const cascades = rules.map((rule) => {
      const changed = rule.kind === "r" ? below(rule.node) : [rule.node];
      return [...new Set(changed.flatMap((node) => byTrigger.get(node) ?? []))];
    });
    const closure = (roots) => {
      const found = new Set(roots);
      const waiting = [...found];
      while (waiting.length > 0) {
        for (const next of cascades[waiting.pop()]) {
          if (found.has(next)) continue;
          found.add(next);
          waiting.push(next);
        }
      }
      return found;
    };

    // MARK: The instance, and what undoes a change

    let undo = null;
    let work = 0;
    let nodeCount = 0;
    const put = (node, key, value) => {
      if (undo) undo.push([node, key, node[key]]);
      node[key] = value;
    };
    const spend = (amount) => {
      work += amount;
      if (work > most.work) fail("too much work");
    };
    // All of a change or nothing of it.
    const whole = (change) => {
      undo = [];
      work = 0;
      try {
        return change();
      } catch (error) {
        for (const [node, key, value] of undo.reverse()) node[key] = value;
        throw error;
      } finally {
        undo = null;
      }
    };

    const grow = ([number, text = "", kids = []], up) => {
      const of = schema[number];
      nodeCount += 1;
      let value = text === "" ? null : valueOf(text, typeOf(number), utc, 0);
      if (text !== "" && value === null) value = { k: "text", v: text };
      const node = {
        schema: number, name: of.name, isAttribute: of.isAttribute, up, value, kids: [], counts: of.rules.r !== false,
        isRequired: of.rules.q === true, isReadonly: of.rules.o === true,
      };
      node.kids = kids.map((each) => grow(each, node));
      return node;
    };
    const growForeign = ([name, text = "", kids = []], up) => {
      const isAttribute = name.startsWith("@");
      const node = { schema: -1, name: isAttribute ? name.slice(1) : name, isAttribute, up, text, kids: [], counts: true };
      node.kids = kids.map((each) => growForeign(each, node));
      return node;
    };
    const growTable = ({ columns, rows }) =>
      growForeign(["root", "", rows.map((row) => ["item", "", row.map((cell, at) => [columns[at], cell])])], null);
    const lists = new Map(
      Object.entries(form.instances).map(([id, data]) => {
        if (data === null) return [id, growForeign(["root"], null)];
        return [id, Array.isArray(data) ? growForeign(data, null) : growTable(data)];
      }),
    );
    const root = grow(form.initial, null);
    const isOwn = (node) => node.schema >= 0;

    const pathOf = (node) =>
      lineUp(node).map((each) => {
        const number = schema[each.schema].isRepeated ? `[${place(each) + 1}]` : "";
        return `/${each.isAttribute ? "@" : ""}${each.name}${number}`;
      }).join("");

    const nodeAt = (path) => {
      const parts = path.split("/").filter((part) => part !== "");
      const read = (part) => /^(@?)([^[]*)(?:\[(\d+)\])?$/.exec(part) ?? fail(`no ${path}`);
      if (!path.startsWith("/") || read(parts[0] ?? "")[2] !== root.name) fail(`no ${path}`);
      return parts.slice(1).reduce((node, part) => {
        const [, sign, name, number] = read(part);
        return named(node, name, sign === "@")[(number === undefined ? 1 : Number(number)) - 1] ?? fail(`no ${path}`);
      }, root);
    };

    const lineOf = (node) => lineUp(node).map((each) => [each.schema, place(each)]);
    const instancesOf = (target, line) => {
      let reached = [root];
      let isShared = true;
      lines[target].forEach((number, depth) => {
        isShared = isShared && depth < line.length && line[depth][0] === number;
        if (depth === 0) return;
        const { name, isAttribute } = schema[number];
        reached = reached.flatMap((parent) => {
          const kids = named(parent, name, isAttribute);
          if (!isShared) return kids;
          return line[depth][1] < kids.length ? [kids[line[depth][1]]] : [];
        });
      });
      return reached;
    };

    // MARK: Values of expressions

    const isTrue = (value) => {
      if (typeof value === "number") return Math.abs(value) > 1e-12;
      if (typeof value === "string") return value !== "";
      return value instanceof Nodes ? value.all.length > 0 : value !== false;
    };
    const toNumber = (value) => {
      if (typeof value === "boolean") return value ? 1 : 0;
      if (typeof value === "number") return value;
      if (typeof value === "string") return numberOf(value);
      return value instanceof Moment ? calendar.dayNumber(value.value) : NaN;
    };
    const toText = (value) => {
      if (typeof value === "boolean") return value ? "true" : "false";
      if (typeof value === "number") return numberText(value);
      if (typeof value === "string") return value;
      return value instanceof Moment ? calendar.dateText(value.value) : "";
    };
    const isBlank = (value) => value === "" || Number.isNaN(value);
    const isEqual = (one, other) => {
      if (typeof one === "boolean" || typeof other === "boolean") return isTrue(one) === isTrue(other);
      if (typeof one === "number" || typeof other === "number") return Math.abs(toNumber(one) - toNumber(other)) < 1e-12;
      return toText(one) === toText(other);
    };

    const seen = (value) => {
      switch (value.k) {
        case "whole":
        case "decimal": return Number(value.v);
        case "truth": return value.v;
        case "date":
        case "dateTime":
        case "time": return new Moment(value.v);
        default: return textOf(value, calendar);
      }
    };
    const valueAt = (node, context) => {
      if (!isOwn(node)) return node.text;
      if (context.candidate && context.node === node) return seen(context.candidate);
      return counts(node) && node.value ? seen(node.value) : "";
    };
    const single = (value, context) => {
      if (!(value instanceof Nodes)) return value;
      if (value.all.length === 0) return "";
      if (value.all.length > 1) fail("several nodes");
      return valueAt(value.all[0], context);
    };

    const worked = (expression, context) => {
      spend(1);
      if (!Array.isArray(expression)) return expression;
      switch (expression[0]) {
        case "f": return call(expression[1], expression.slice(2), context);
        case "-": return -number(expression[1], context);
        case "~": return chain(expression, context);
        default: return new Nodes(nodesOf(expression, context));
      }
    };
    const valueFor = (expression, context) => single(worked(expression, context), context);
    const truth = (expression, context) => isTrue(valueFor(expression, context));
    const number = (expression, context) => toNumber(valueFor(expression, context));
    const text = (expression, context) => toText(valueFor(expression, context));
    const wholeNumber = (expression, context) => saturated(number(expression, context));
    const listFor = (expression, context) => {
      const value = worked(expression, context);
      return value instanceof Nodes ? value.all : fail("no path");
    };
    const plainText = (expression, context) => {
      const value = valueFor(expression, context);
      return typeof value === "string" ? value : fail("no text");
    };
    const valuesOf = (given, context) => {
      if (given.length === 1) {
        const only = worked(given[0], context);
        return only instanceof Nodes ? only.all.map((node) => valueAt(node, context)) : [only];
      }
      return given.map((each) => valueFor(each, context));
    };

    const operators = {
      "=": isEqual, "!=": (one, other) => !isEqual(one, other),
      "<": (one, other) => toNumber(one) < toNumber(other), "<=": (one, other) => toNumber(one) <= toNumber(other),
      ">": (one, other) => toNumber(one) > toNumber(other), ">=": (one, other) => toNumber(one) >= toNumber(other),
      "+": (one, other) => toNumber(one) + toNumber(other), "-": (one, other) => toNumber(one) - toNumber(other),
      "*": (one, other) => toNumber(one) * toNumber(other), div: (one, other) => toNumber(one) / toNumber(other),
      mod: (one, other) => toNumber(one) % toNumber(other),
    };
    const chain = (expression, context) => {
      if (expression[2] === "or" || expression[2] === "and") {
        const wanted = expression[2] === "or";
        for (let at = 1; at < expression.length; at += 2) if (truth(expression[at], context) === wanted) return wanted;
        return !wanted;
      }
      let value = valueFor(expression[1], context);
      for (let at = 2; at < expression.length; at += 2) {
        value = operators[expression[at]](value, valueFor(expression[at + 1], context));
      }
      return value;
    };

    // MARK: Paths

    const picksOf = (node) => lineUp(node).map((each) => [each.name, place(each)]);
    const nodesOf = (path, context) => {
      let found;
      if (path[0] === "/") {
        const picks = isOwn(context.node) ? picksOf(context.node) : [];
        found = path.length === 1 ? [root] : walk(path.slice(2), [root], picks.slice(1), context);
      } else if (path[0] === "i") {
        const list = lists.get(path[1]) ?? fail(`no list ${path[1]}`);
        const picks = rootOf(context.node) === list ? picksOf(context.node) : [];
        found = walk(path.slice(3), [list], picks.slice(1), context);
      } else {
        let from = path[0] === "." ? context.node : (context.current ?? context.node);
        for (let up = 0; up < path[1] && from; up += 1) from = from.up;
        found = from ? walk(path.slice(2), [from], [], context) : [];
      }
      return found.filter((node) => !isOwn(node) || counts(node));
    };

    const walk = (steps, start, begun, context) => {
      let [reached, picks] = [start, begun];
      for (const step of steps) {
        const [test, ...predicates] = Array.isArray(step) ? step : [step];
        const [pick, ...rest] = picks;
        picks = rest;
        const fits = pick && (test === "*" || test === pick[0]);
        reached = reached.flatMap((node) => {
          spend(node.kids.length + 1);
          let matching;
          if (test.startsWith("@")) matching = named(node, test.slice(1), true);
          else if (test !== "*") matching = named(node, test);
          else matching = pick ? named(node, pick[0]) : node.kids.filter((each) => !each.isAttribute);
          if (fits && predicates.length === 0) matching = pick[1] < matching.length ? [matching[pick[1]]] : [];
          for (const predicate of predicates) {
            const current = context.current ?? context.node;
            matching = matching.filter((each, position) => {
              spend(4);
              return worked(predicate, { node: each, position, current }) === true;
            });
          }
          return matching;
        });
        if (pick && !fits) picks = [];
      }
      return reached;
    };

    // Where a plain path leads in the schema; predicates are not looked at.
    const schemaNode = (path, context) => {
      const numberOfNode = (node) => (node && isOwn(node) ? node.schema : -1);
      let [from, steps] = [0, path.slice(2)];
      if (path[0] === "i" || (path[0] === "/" && path.length === 1)) return -1;
      if (path[0] !== "/") {
        from = numberOfNode(path[0] === "." ? context.node : (context.current ?? context.node));
        for (let up = 0; up < path[1] && from >= 0; up += 1) from = schema[from].parent;
      }
      for (const step of steps) {
        if (from < 0) return -1;
        const test = Array.isArray(step) ? step[0] : step;
        from = schema[from].kids.find((kid) => `${schema[kid].isAttribute ? "@" : ""}${schema[kid].name}` === test || (test === "*" && !schema[kid].isAttribute)) ?? -1;
      }
      return from;
    };
    const pathIn = (written) => {
      const local = (name) => name.replace(/^(@?)[^:]*:/, "$1");
      const match = /^\s*(\/|current\(\)|\.\.?)?(.*)$/.exec(written);
      const steps = match[2].split("/").map((step) => step.trim()).filter((step) => step !== "");
      if (match[1] === "/") return ["/", ...steps.map(local)];
      let parents = match[1] === ".." ? 1 : 0;
      while (steps[0] === ".." || steps[0] === ".") parents += steps.shift() === ".." ? 1 : 0;
      return [match[1] === "current()" ? "c" : ".", parents, ...steps.map(local)];
    };

    // MARK: Functions

    const uuid = () => {
      const bytes = Array.from({ length: 16 }, () => Math.floor(chance() * 256));
      bytes[6] = (bytes[6] & 15) | 64;
      bytes[8] = (bytes[8] & 63) | 128;
      return bytes.map((byte, at) => ([4, 6, 8, 10].includes(at) ? "-" : "") + byte.toString(16).padStart(2, "0")).join("");
    };
    const momentOf = (value, keepsTime) => {
      if (value instanceof Moment) return keepsTime ? value : new Moment(calendar.midnight(value.value));
      if (typeof value === "number") {
        const days = keepsTime ? value : truncated(value);
        if (Number.isNaN(days)) return value;
        const at = keepsTime ? Math.trunc(days * day) : days * day - offset * 60000;
        if (Math.abs(days) > 2147483647 || at < -62135596800000 || at > 253402300799999) fail("no date");
        return new Moment(at);
      }
      if (typeof value !== "string") return fail("no date");
      if (value === "") return value;
      const at = calendar.dateTime(value);
      return at === null ? fail("no date") : new Moment(at);
    };
    const daysOf = (value, keepsDate) => {
      if (typeof value === "number") return Number.isNaN(value) || keepsDate ? value : value - Math.floor(value);
      const moment = momentOf(value, true);
      if (!(moment instanceof Moment)) return value;
      if (keepsDate) return moment.value / day;
      const local = (moment.value + offset * 60000) / day;
      return local - Math.floor(local);
    };
    const seedOf = (expression, context) => {
      if (expression === undefined || expression === null) return null;
      const value = valueFor(expression, context);
      const given = toNumber(value);
      if (Number.isNaN(given)) return toText(value) === "" || Number.isNaN(value) ? 0 : fail("seed");
      return Math.trunc(Math.max(-(2 ** 62), Math.min(2 ** 62, given)));
    };
    const shuffled = (list, seed) => {
      const result = [...list];
      let state = seed === null ? null : seed % 2147483647;
      if (state !== null && state <= 0) state += 2147483646;
      list.forEach((each, at) => {
        let share = 0;
        if (state === null) share = chance();
        else {
          state = (state * 16807) % 2147483647;
          share = (state - 1) / 2147483646;
        }
        const goal = Math.min(at, Math.trunc(share * (at + 1)));
        if (goal !== at) result[at] = result[goal];
        result[goal] = each;
      });
      return result;
    };
    const numbers = (given, context, keepsDays) =>
      given.map((each, at) => {
        const value = valueFor(each, context);
        return value instanceof Moment && !(keepsDays && at === 0) ? (value.value + offset * 60000) / day : toNumber(value);
      });
    const numeric = {
      abs: Math.abs, sqrt: Math.sqrt, exp: Math.exp, exp10: (each) => 10 ** each, log: Math.log, log10: Math.log10,
      pi: () => Math.PI, sin: Math.sin, cos: Math.cos, tan: Math.tan, asin: Math.asin, acos: Math.acos, atan: Math.atan,
      atan2: Math.atan2, pow: (base, power) => (base === 1 || (base === -1 && !Number.isFinite(power) && !Number.isNaN(power)) ? 1 : base ** power),
    };
    const pointsIn = (written) => {
      const parts = written.split(";");
      while (parts.length > 1 && last(parts) === "") parts.pop();
      return parts.map(pointIn);
    };
    const pointIn = (written) => {
      const parts = pieces(written);
      return pointOf([...parts, ...["0", "0"].slice(Math.min(2, parts.length))].join(" ")) ?? fail("no place");
    };
    const placesFor = (expression, context) => {
      const values = listFor(expression, context).map((node) => toText(valueAt(node, context)));
      return values.length === 1 ? pointsIn(values[0]) : values.map(pointIn);
    };
    const ownText = (given, context) => (given.length > 0 ? text(given[0], context) : toText(valueAt(context.node, context)));
    const matches = (written, pattern) => {
      let read;
      try {
        read = new RegExp(`^(?:${pattern.replace(/\$(?=$|\||\))/g, "(?![\\s\\S])")})$`, "u");
      } catch {
        try {
          read = new RegExp(`^(?:${pattern})$`);
        } catch {
          fail("pattern");
        }
      }
      return read.test(written);
    };

    const indexedRepeat = (given, context) => {
      const target = isOwn(context.node) && Array.isArray(given[0]) ? schemaNode(given[0], context) : -1;
      if (target < 0) fail("no field");
      const line = lines[target];
      const own = picksOf(context.node);
      const picks = line.map((_, depth) =>
        depth < own.length && line.slice(0, depth + 1).every((number, at) => own[at][0] === schema[number].name) ? own[depth][1] : null,
      );
      if (given[0][0] === "." || given[0][0] === "c") {
        for (let depth = Math.max(0, own.length - given[0][1]); depth < picks.length; depth += 1) picks[depth] = null;
      }
      for (let at = 1; at < given.length - 1; at += 2) {
        const group = Array.isArray(given[at]) ? schemaNode(given[at], context) : -1;
        if (group < 0 || group === target || !isBelow(target, group)) fail("no repeat");
        picks[lines[group].length - 1] = Math.max(1, wholeNumber(given[at + 1], context)) - 1;
      }
      let reached = [root];
      line.slice(1).forEach((number, at) => {
        const { name, isAttribute } = schema[number];
        const pick = picks[at + 1];
        reached = reached.flatMap((parent) => {
          const kids = named(parent, name, isAttribute);
          if (pick === null) return kids;
          return pick < kids.length ? [kids[pick]] : [];
        });
      });
      return new Nodes(reached.filter(counts));
    };

    const choiceName = (value, written, context) => {
      if (!isOwn(context.node)) return "";
      const target = schemaNode(pathIn(written), { node: context.node });
      const question = target < 0 ? undefined : questions.get(target);
      if (!question) return "";
      // Where the question is repeated, that of the own repetition is meant, else the first.
      const own = lineUp(context.node);
      let reached = root;
      for (const [depth, number] of lines[target].entries()) {
        if (depth === 0) continue;
        if (depth < own.length && own[depth].schema === number && own[depth].up === reached) reached = own[depth];
        else reached = named(reached, schema[number].name)[0];
        if (!reached) return "";
      }
      return offered(question, reached, null).find((choice) => choice.value === value)?.label ?? "";
    };

    const call = (name, given, context) => {
      const argument = (at) => valueFor(given[at], context);
      switch (name) {
        case "true": return true;
        case "false": return false;
        case "boolean": return isTrue(argument(0));
        case "not": return !isTrue(argument(0));
        case "number": return toNumber(argument(0));
        case "int": return truncated(toNumber(argument(0)));
        case "string": return toText(argument(0));
        case "boolean-from-string": return text(given[0], context).toLowerCase() === "true" || text(given[0], context) === "1";
        case "if": return argument(truth(given[0], context) ? 1 : 2);
        case "coalesce": {
          const first = argument(0);
          return isBlank(first) ? argument(1) : first;
        }
        case "once": {
          const fresh = argument(0);
          const old = valueAt(context.node, context);
          return toText(old) === "" ? fresh : old;
        }
        case "depend":
          for (const each of given.slice(1)) worked(each, context);
          return argument(0);
        case "checklist": {
          const [least, top] = [wholeNumber(given[0], context), wholeNumber(given[1], context)];
          const count = valuesOf(given.slice(2), context).filter(isTrue).length;
          return (least < 0 || count >= least) && (top < 0 || count <= top);
        }
        case "weighted-checklist": {
          const [least, top] = [number(given[0], context), number(given[1], context)];
          let [flags, weights] = [[], []];
          if (given.length === 4) {
            flags = valuesOf([given[2]], context);
            weights = valuesOf([given[3]], context);
          } else {
            for (let at = 2; at < given.length; at += 2) {
              flags.push(argument(at));
              weights.push(argument(at + 1));
            }
          }
          if (flags.length !== weights.length) fail("weights");
          const sum = flags.reduce((all, flag, at) => (isTrue(flag) ? all + toNumber(weights[at]) : all), 0);
          return sum >= least && sum <= top;
        }
        case "uuid": {
          if (given.length === 0) return uuid();
          const count = Math.max(0, Math.min(1000, wholeNumber(given[0], context)));
          return Array.from({ length: count }, () => "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[Math.floor(chance() * 36)]).join("");
        }
        case "random": return chance();
        case "version": return form.version ?? "";
        case "property": return properties[text(given[0], context)] ?? "";
        case "selected":
        case "is-selected": {
          const wanted = trimmed(plainText(given[1], context));
          return ` ${plainText(given[0], context)} `.includes(` ${wanted} `);
        }
        case "count-selected": return pieces(plainText(given[0], context)).length;
        case "selected-at": {
          const chosen = pieces(plainText(given[0], context));
          return chosen[wholeNumber(given[1], context)] ?? "";
        }
        case "jr:choice-name": {
          const value = text(given[0], context);
          return choiceName(value, text(given[1], context), context);
        }
        case "jr:itext": return shown({ t: text(given[0], context) }, null, context);
        case "concat": return valuesOf(given, context).map(toText).join("");
        case "join": return valuesOf(given.slice(1), context).map(toText).join(text(given[0], context));
        case "substr": {
          const written = text(given[0], context);
          let start = wholeNumber(given[1], context);
          let end = given.length > 2 ? wholeNumber(given[2], context) : written.length;
          if (start < 0) start += written.length;
          if (end < 0) end += written.length;
          end = Math.min(Math.max(0, end), written.length);
          start = Math.min(Math.max(0, start), written.length);
          return start <= end ? written.slice(start, end) : "";
        }
        case "translate": {
          const [from, to] = [text(given[1], context), text(given[2], context)];
          const units = text(given[0], context).split("");
          return units.map((unit) => (from.includes(unit) ? (to[from.indexOf(unit)] ?? "") : unit)).join("");
        }
        case "contains": return text(given[0], context).includes(text(given[1], context));
        case "starts-with": return text(given[0], context).startsWith(text(given[1], context));
        case "ends-with": return text(given[0], context).endsWith(text(given[1], context));
        case "substring-before":
        case "substring-after": {
          const [written, wanted] = [text(given[0], context), text(given[1], context)];
          const at = written.indexOf(wanted);
          if (at < 0) return "";
          return name === "substring-before" ? written.slice(0, at) : written.slice(at + wanted.length);
        }
        case "string-length": return ownText(given, context).length;
        case "normalize-space": return trimmed(ownText(given, context)).split(/[ \t\n\v\f\r]+/).filter((word) => word !== "").join(" ");
        case "regex": {
          const pattern = text(given[1], context);
          return matches(text(given[0], context), pattern);
        }
        case "base64-decode":
          try {
            const bytes = Uint8Array.from(atob(text(given[0], context)), (letter) => letter.charCodeAt(0));
            return new TextDecoder().decode(bytes);
          } catch {
            return "";
          }
        case "round": {
          const [value, places = 0] = numbers(given, context, true);
          return rounded(value, saturated(places));
        }
        case "count": return listFor(given[0], context).length;
        case "count-non-empty":
          return listFor(given[0], context).filter((node) => (isOwn(node) ? node.value : node.text) || node.kids.some((kid) => !kid.isAttribute)).length;
        case "sum":
          return listFor(given[0], context).map((node) => toNumber(valueAt(node, context))).filter((each) => !Number.isNaN(each)).reduce((all, each) => all + each, 0);
        case "max":
        case "min": {
          const all = valuesOf(given, context).map(toNumber).filter((each) => !Number.isNaN(each));
          if (all.length === 0) return NaN;
          return name === "max" ? all.reduce((a, b) => Math.max(a, b), Number.MIN_VALUE) : all.reduce((a, b) => Math.min(a, b), Number.MAX_VALUE);
        }
        case "position": {
          if (given.length === 0) return (context.position ?? place(context.node)) + 1;
          const list = listFor(given[0], context);
          return list.length === 0 ? 0 : place(list[0]) + 1;
        }
        case "randomize": return new Nodes(shuffled(listFor(given[0], context), seedOf(given[1], context)));
        case "pulldata": {
          const list = lists.get(text(given[0], context)) ?? fail("no list");
          const [wanted, column, key] = [text(given[1], context), text(given[2], context), text(given[3], context)];
          spend(list.kids.length * 4);
          const row = named(list, "item").find((item) => named(item, column).some((cell) => cell.text === key));
          return row ? (named(row, wanted)[0]?.text ?? "") : "";
        }
        case "indexed-repeat": return indexedRepeat(given, context);
        case "today": return new Moment(calendar.midnight(now()));
        case "now": return new Moment(now());
        case "date": return momentOf(argument(0), false);
        case "date-time": return momentOf(argument(0), true);
        case "decimal-date-time": return daysOf(argument(0), true);
        case "decimal-time": return daysOf(argument(0), false);
        case "format-date":
        case "format-date-time": {
          const moment = momentOf(argument(0), true);
          return moment instanceof Moment ? calendar.written(moment.value, text(given[1], context)) : "";
        }
        case "geofence": {
          const point = pointIn(text(given[0], context));
          return isInside(point, placesFor(given[1], context));
        }
        case "distance": {
          if (given.length > 1) return lengthOfLine(given.map((each) => pointIn(text(each, context))));
          const value = worked(given[0], context);
          return lengthOfLine(typeof value === "string" ? pointsIn(value) : placesFor(given[0], context));
        }
        case "area":
        case "enclosed-area": return areaIn(placesFor(given[0], context));
        default: return numeric[name] ? numeric[name](...numbers(given, context)) : fail(`no function ${name}`);
      }
    };

    // MARK: Texts and choices

    const sentence = (parts, context) =>
      (Array.isArray(parts) ? parts : [parts]).map((part) => (typeof part === "string" ? part : text(part.o, context))).join("");
    const shown = (written, language, context) => {
      if (written === undefined) return "";
      if (typeof written === "string" || Array.isArray(written)) return sentence(written, context);
      const wordings = form.texts[written.t] ?? [];
      const wording = wordings[language ?? 0] ?? wordings[0] ?? "";
      if (typeof wording === "string" || Array.isArray(wording)) return sentence(wording, context);
      return sentence(wording.long ?? wording[""] ?? wording.short ?? "", context);
    };
    const offered = (question, node, language) => {
      const context = { node };
      if (!question.c) return [];
      if (Array.isArray(question.c)) return question.c.map(([value, label]) => ({ value, label: shown(label, language, context) }));
      const set = question.c;
      const found = worked(set.nodes, context);
      if (!(found instanceof Nodes)) return [];
      const all = set.shuffled ? shuffled(found.all, seedOf(set.seed, context)) : found.all;
      return all.map((item) => {
        const inner = { node: item };
        const label = toText(single(new Nodes(nodesOf(set.label, inner)), inner));
        return {
          value: toText(single(new Nodes(nodesOf(set.value, inner)), inner)),
          label: set.translated ? shown({ t: label }, language, context) : label,
        };
      });
    };

    // MARK: Changes

    const wrapped = (value, type) => {
      if (isBlank(value) || value instanceof Nodes) return null;
      if (type === "boolean") return { k: "truth", v: isTrue(value) };
      if (typeof value === "boolean") return { k: "truth", v: value };
      if (typeof value === "number") {
        if (type === "int") return { k: "whole", v: saturated(value) };
        if (!Number.isFinite(value) || Math.abs(value) >= 2 ** 63) return { k: "decimal", v: value };
        const entire = Math.trunc(value);
        return type === "long" || Math.abs(value - entire) < 1e-9 ? { k: "whole", v: BigInt(entire) } : { k: "decimal", v: value };
      }
      if (value instanceof Moment) {
        if (type === "date") return { k: "date", v: calendar.midnight(value.value) };
        return { k: type === "time" ? "time" : "dateTime", v: value.value };
      }
      if (["string", "binary", "int", "long", "decimal", "date", "time", "dateTime"].includes(type)) return { k: "text", v: value };
      return valueOf(value, type, calendar, now()) ?? fail("type");
    };
    const apply = (rule, node) => {
      const value = valueFor(rule.formula, { node });
      if (rule.kind === "x") put(node, "value", wrapped(value, typeOf(rule.node)));
      else put(node, { r: "counts", q: "isRequired", o: "isReadonly" }[rule.kind], isTrue(value));
    };
    const workOut = (chosen, line, everywhere = new Set(), done = new Set()) => {
      const evaluated = new Set();
      rules.forEach((rule, at) => {
        if (!chosen.has(at) || done.has(at)) return;
        for (const node of instancesOf(rule.node, everywhere.has(at) ? [] : line)) apply(rule, node);
        evaluated.add(at);
      });
      return evaluated;
    };
    const trigger = (number, line, everywhere, done) =>
      byTrigger.has(number) ? workOut(closure(byTrigger.get(number)), line, everywhere, done) : new Set();
    const initialise = (number, line) =>
      workOut(closure(rules.flatMap((rule, at) => (isBelow(rule.node, number) ? [at] : []))), line);

    const set = (node, value, depth = 0) => {
      if (depth >= 50) fail("actions without end");
      const old = textOf(node.value, calendar);
      put(node, "value", value);
      const line = lineOf(node);
      trigger(node.schema, line);
      if (old === textOf(value, calendar)) return;
      for (const action of questions.get(node.schema)?.e ?? []) {
        if (action[0].includes("xforms-value-changed")) perform(action, line.slice(0, -1), depth + 1);
      }
    };
    const perform = ([, goal, given], line, depth = 0) => {
      if (given === "place") return;
      const targets = instancesOf(goal, line);
      if (targets.length === 0) return;
      if (targets.length > 1) fail("several nodes");
      let value = null;
      if (given !== null) {
        const written = textOf(wrapped(valueFor(given[0], { node: targets[0] }), typeOf(goal)), calendar);
        // The text of the value is read once more by the type, so that a text is no number.
        if (written !== "") value = valueOf(written, typeOf(goal), calendar, now()) ?? fail("type");
      }
      set(targets[0], value, depth);
    };
    const performInBody = (event) => {
      for (const [number, question] of [...questions].sort((one, other) => one[0] - other[0])) {
        const actions = (question.e ?? []).filter((action) => action[0].includes(event));
        if (actions.length === 0 || schema[number].parent < 0) continue;
        for (const node of instancesOf(schema[number].parent, [])) for (const action of actions) perform(action, lineOf(node));
      }
      for (const repetition of repeats) {
        const actions = (repetition.e ?? []).filter((action) => action[0].includes(event));
        if (actions.length === 0) continue;
        for (const node of instancesOf(repetition.n, [])) for (const action of actions) perform(action, lineOf(node));
      }
    };
    const preload = (node, isNew) => {
      const wanted = schema[node.schema].rules.p;
      if (wanted === "start") put(node, "value", { k: "dateTime", v: now() });
      else if (wanted === "today") put(node, "value", { k: "date", v: calendar.midnight(now()) });
      else if (wanted === "uid") put(node, "value", { k: "text", v: `uuid:${uuid()}` });
      else if (wanted?.property && !isNew && properties[wanted.property]) put(node, "value", { k: "text", v: properties[wanted.property] });
      for (const kid of node.kids) preload(kid, isNew);
    };

    // MARK: Repetitions

    const linesBelow = (node) => node.kids.flatMap((kid) => [lineOf(kid), ...linesBelow(kid)]);
    const rulesForAll = (number) => {
      const roots = byTrigger.get(number);
      if (!roots) return new Set();
      const found = new Set(roots.filter((at) => isBelow(rules[at].node, number)));
      const outside = new Set();
      const passed = new Set();
      let level = new Set(roots);
      while (level.size > 0) {
        for (const at of [...level].sort((one, other) => rules[one].first - rules[other].first)) {
          const node = rules[at].node;
          if (node === number || !isBelow(node, number)) outside.add(at);
          else if ([...outside, ...found].some((each) => cascades[each].includes(at))) found.add(at);
        }
        for (const at of level) passed.add(at);
        level = new Set([...level].flatMap((at) => cascades[at]).filter((at) => !passed.has(at)));
      }
      return found;
    };
    const addTo = (parent, number) => {
      const template = form.templates[number] ?? fail("no repeat");
      if (named(parent, schema[number].name).length >= most.repetitions || nodeCount > most.nodes) fail("too many");
      const node = grow(template, parent);
      put(parent, "kids", [...parent.kids, node]);
      preload(node, true);
      const line = lineOf(node);
      for (const action of form.actions) if (action[0].includes("jr-insert")) perform(action, line);
      for (const repetition of repeats) {
        if (repetition.n !== number) continue;
        for (const action of repetition.e ?? []) if (action[0].includes("odk-new-repeat")) perform(action, line);
      }
      const done = trigger(number, line, rulesForAll(number));
      for (const at of initialise(number, line)) done.add(at);
      for (const each of linesBelow(node)) trigger(last(each)[0], each, undefined, done);
      return node;
    };
    const remove = (node) => {
      const [number, line, gone] = [node.schema, lineOf(node), linesBelow(node)];
      put(node.up, "kids", node.up.kids.filter((each) => each !== node));
      const done = trigger(number, line, rulesForAll(number));
      for (const each of gone) trigger(last(each)[0], each, undefined, done);
    };
    const numberFor = (count, parent) => {
      const value = instancesOf(count, lineOf(parent))[0]?.value;
      const wanted = value ? toNumber(seen(value)) : NaN;
      return Number.isFinite(wanted) ? saturated(wanted) : null;
    };
    const isWanted = (number, parent) => {
      const rule = schema[number].rules.r;
      if (rule === undefined || typeof rule === "boolean") return counts(parent) && rule !== false;
      if (!counts(parent)) return false;
      const newest = last(named(parent, schema[number].name));
      if (newest) return newest.counts;
      // Worked out on a copy that is there for as long as it takes.
      const kids = parent.kids;
      const trial = grow(form.templates[number] ?? fail("no repeat"), parent);
      parent.kids = [...kids, trial];
      try {
        return truth(rule, { node: trial });
      } finally {
        parent.kids = kids;
      }
    };
    const fitCounts = () => {
      let isChanged = true;
      for (let round = 0; isChanged; round += 1) {
        if (round >= 100) fail("too many");
        isChanged = false;
        for (const { n: number, count, grows } of repeats) {
          if (count === undefined) continue;
          for (const parent of instancesOf(schema[number].parent, [])) {
            if (!counts(parent)) continue;
            let wanted = numberFor(count, parent);
            if (wanted === null) continue;
            let there = named(parent, schema[number].name).length;
            if (grows) wanted = Math.min(wanted, Math.max(there, 1));
            while (there < wanted && isWanted(number, parent)) {
              addTo(parent, number);
              there += 1;
              isChanged = true;
            }
          }
        }
      }
    };

    // MARK: Answers

    const read = (given, node) => {
      const type = typeOf(node.schema);
      const wrong = { fault: "type", type };
      const isWritable = Array.from(given).every((each) => {
        const code = each.codePointAt(0);
        return (code >= 0x20 || [9, 10, 13].includes(code)) && code !== 0xfffe && code !== 0xffff;
      });
      if (!isWritable || given.length > 1000000) return wrong;
      if (trimmed(given) === "") return { value: null };
      const value = valueOf(given, type, calendar, now());
      if (!value) return wrong;
      if (value.k === "point" && !isOnEarth(value.v)) return wrong;
      if (value.k === "line" && !value.v.every(isOnEarth)) return wrong;
      const question = questions.get(node.schema);
      if (!question?.c) return { value };
      const values = offered(question, node, null).map((choice) => choice.value);
      const chosen = value.k === "choice" ? [value.v] : value.k === "choices" ? value.v : [];
      return chosen.every((choice) => values.includes(choice)) ? { value } : { fault: "choice" };
    };
    const check = (value, node, language) => {
      const { c, cm, qm } = schema[node.schema].rules;
      const message = (written) => (written === undefined ? "" : shown(written, language, { node }));
      if (!value) return node.isRequired ? { fault: "required", message: message(qm) } : null;
      if (c === undefined || truth(c, { node, candidate: value })) return null;
      return { fault: "constraint", message: message(cm) };
    };
    const isReadonly = (node) => lineUp(node).some((each) => each.isReadonly);
    const asked = (items, line = []) =>
      items.flatMap((item) => {
        if (item.k === "g") return asked(item.i, line);
        if (item.k === "r") return instancesOf(item.n, line).filter(counts).flatMap((node) => asked(item.i, lineOf(node)));
        if (item.n === undefined) return [];
        return instancesOf(item.n, line).filter(counts).map((node) => ({ question: item, node }));
      });

    const escaped = (written, isAttribute) => {
      const signs = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#xD;" };
      if (isAttribute) Object.assign(signs, { '"': "&quot;", "\t": "&#x9;", "\n": "&#xA;" });
      return written.replace(/[&<>"\r\t\n]/g, (sign) => signs[sign] ?? sign);
    };
    const written = (node) => {
      if (!counts(node)) return "";
      const name = schema[node.schema].written;
      const space = node === root ? (form.namespaces ?? []).map(([prefix, each]) => ` xmlns${prefix === "" ? "" : `:${prefix}`}="${escaped(each, true)}"`) : [];
      const attributes = node.kids.filter((kid) => kid.isAttribute)
        .map((kid) => ` ${schema[kid.schema].written}="${escaped(textOf(kid.value, calendar), true)}"`);
      const kids = node.kids.filter((kid) => !kid.isAttribute);
      const inner = textOf(node.value, calendar);
      const head = `<${name}${space.join("")}${attributes.join("")}`;
      if (kids.length === 0 && inner === "") return `${head}/>`;
      // Nodes of the same name stand together, in the order of the form.
      const content = kids.length === 0
        ? escaped(inner, false)
        : schema[node.schema].kids.flatMap((number) => kids.filter((kid) => kid.schema === number).map(written)).join("");
      return `${head}>${content}</${name}>`;
    };

    const repeatPlace = (path) => {
      const cut = path.lastIndexOf("/");
      const parent = cut > 0 ? nodeAt(path.slice(0, cut)) : fail("no repeat");
      const name = path.slice(cut + 1).replace(/\[.*$/, "");
      const number = schema[parent.schema].kids.find((kid) => !schema[kid].isAttribute && schema[kid].name === name);
      const repetition = repeats.find((each) => each.n === number);
      return number !== undefined && schema[number].isRepeated ? { parent, number, repetition } : fail("no repeat");
    };
    const canAdd = ({ parent, number, repetition }) => {
      if (!repetition || !counts(parent)) return false;
      if (repetition.count === undefined) return !repetition.fixed;
      const wanted = repetition.grows ? numberFor(repetition.count, parent) : null;
      return wanted !== null && named(parent, schema[number].name).length < wanted;
    };
    const gather = (node) => [node, ...node.kids.filter((kid) => !kid.isAttribute).flatMap(gather)];

    // MARK: Loading

    preload(root, false);
    for (const event of ["odk-instance-first-load", "xforms-ready", "odk-instance-load"]) {
      for (const action of form.actions) if (action[0].includes(event)) perform(action, []);
      performInBody(event);
    }
    initialise(0, []);
    fitCounts();

    return {
      form,
      root: pathOfSchema(0),
      paths: () => gather(root).map(pathOf),
      value: (path) => textOf(nodeAt(path).value, calendar),
      type: (path) => typeOf(nodeAt(path).schema),
      pixels: (path) => schema[nodeAt(path).schema].rules.px,
      standing: (path) => {
        const node = nodeAt(path);
        return { counts: counts(node), isRequired: node.isRequired, isReadonly: isReadonly(node) };
      },
      // Null where it is taken, else what is against it; then nothing changes.
      answer: (path, given, language = null) => {
        const node = nodeAt(path);
        work = 0;
        if (!counts(node)) return { fault: "irrelevant" };
        if (isReadonly(node)) return { fault: "readonly" };
        const { value, ...fault } = read(given, node);
        if (fault.fault) return fault;
        const refusal = check(value, node, language);
        if (refusal) return refusal;
        if (value === null && node.value === null) return null;
        whole(() => {
          set(node, value);
          fitCounts();
        });
        return null;
      },
      // What is against the answer as it stands.
      check: (path, language = null) => {
        const node = nodeAt(path);
        work = 0;
        return check(node.value, node, language);
      },
      canAdd: (path) => canAdd(repeatPlace(path)),
      add: (path) => {
        const where = repeatPlace(path);
        if (!canAdd(where)) fail("no repeat");
        return whole(() => {
          const node = addTo(where.parent, where.number);
          fitCounts();
          return pathOf(node);
        });
      },
      remove: (path) => {
        const node = nodeAt(path);
        const repetition = repeats.find((each) => each.n === node.schema);
        if (!repetition || repetition.fixed) fail("no repeat");
        whole(() => {
          remove(node);
          fitCounts();
        });
      },
      choices: (path, language = null) => {
        const node = nodeAt(path);
        work = 0;
        const question = questions.get(node.schema);
        return question ? offered(question, node, language) : [];
      },
      text: (given, path, language = null) => {
        work = 0;
        return shown(given, language, { node: nodeAt(path) });
      },
      // The paths at which a node of the form stands now and counts, below another one.
      places: (number, base = null) =>
        instancesOf(number, base === null ? [] : lineOf(nodeAt(base))).filter(counts).map(pathOf),
      pathOfSchema,
      parentOf: (number) => schema[number].parent,
      nameOf: (number) => schema[number].name,
      instanceID: () => {
        const meta = schema[0].kids.find((kid) => schema[kid].name === "meta");
        const id = meta === undefined ? undefined : schema[meta].kids.find((kid) => schema[kid].name === "instanceID");
        return id === undefined ? "" : textOf(instancesOf(id, [])[0]?.value, calendar);
      },
      // Looks at every answer once more and writes the instance; what does not count is left out.
      finish: (language = null) => {
        work = 0;
        for (const { question, node } of asked(form.body)) {
          if (!node.value) continue;
          let value = node.value;
          if (question.c && !Array.isArray(question.c)) value = kept(value, offered(question, node, null).map((choice) => choice.value));
          set(node, value);
        }
        fitCounts();
        const problems = asked(form.body).flatMap(({ node }) => {
          const fault = check(node.value, node, language);
          return fault ? [{ path: pathOf(node), ...fault }] : [];
        });
        for (const action of form.actions) if (action[0].includes("xforms-revalidate")) perform(action, []);
        performInBody("xforms-revalidate");
        for (const node of schema) {
          if (node.rules.p !== "end") continue;
          for (const each of instancesOf(node.number, [])) put(each, "value", { k: "dateTime", v: now() });
        }
        return { xml: `<?xml version="1.0" encoding="UTF-8"?>\n${written(root)}\n`, problems };
      },
    };
  };

  return { begin };
})();
