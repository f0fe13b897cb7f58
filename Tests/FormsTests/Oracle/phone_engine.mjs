// Fills in forms with the engine of the phone page, as a script on the standard input says, in the words of FormOracle.java.
//
//   node phone_engine.mjs ENGINE OFFSET < SCRIPT
//
// A form is a file of the JSON that FormJSON makes.
import { readFileSync } from "node:fs";

const engine = new Function(`${readFileSync(process.argv[2], "utf8")}; return formEngine;`)();
const offset = Number(process.argv[3]);
const said = [];
const tell = (...fields) =>
  said.push(fields.map((field) => field.replace(/[\\\t\r\n]/g, (sign) => ({ "\\": "\\\\", "\t": "\\t", "\r": "\\r", "\n": "\\n" })[sign])).join("\t"));
const flag = (value) => (value ? "1" : "0");
const taken = { required: "required", constraint: "constraint", irrelevant: "irrelevant" };
let session = null;

const steps = {
  form: (file) => {
    session = null;
    const form = JSON.parse(readFileSync(file, "utf8"));
    session = engine.begin(form, { now: () => Date.now(), offset, chance: Math.random });
    tell("loaded");
  },
  answer: (path, text) => {
    const fault = session.answer(path, text);
    tell(fault === null ? "accepted" : (taken[fault.fault] ?? "not taken"));
  },
  add: (path) => {
    session.add(path);
    tell("added");
  },
  delete: (path) => {
    session.remove(path);
    tell("deleted");
  },
  states: () => {
    for (const path of session.paths()) {
      const { counts, isRequired, isReadonly } = session.standing(path);
      tell("node", path, flag(counts), flag(isRequired), flag(!isReadonly), session.value(path));
    }
    tell("end");
  },
  check: () => {},
  finish: () => {
    const { xml, problems } = session.finish();
    for (const problem of problems) tell("problem", problem.path, problem.fault);
    tell("end");
    tell("instance", xml);
  },
};

for (const line of readFileSync(0, "utf8").split("\n")) {
  if (line === "") continue;
  const [name, ...fields] = line.split("\t").map((field) => field.replace(/\\([\\trn])/g, (_, sign) => ({ "\\": "\\", t: "\t", r: "\r", n: "\n" })[sign]));
  try {
    steps[name](...fields);
  } catch (error) {
    tell(name === "form" ? "refused" : "error", String(error.message));
  }
}
process.stdout.write(`${said.join("\n")}\n`);
