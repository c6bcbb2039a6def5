// Judges patients with the CQL engine. Reads one JSON question a line and writes one JSON answer a line.
const readline = require("readline");
const cql = require(process.argv[2] + "/cql-execution");

class Patient {
  constructor(values, place) {
    Object.assign(this, values);
    this.place = String(place);
  }
  getId() {
    return this.place;
  }
  id() {
    return this.place;
  }
  findRecords() {
    return [this];
  }
}

class One {
  constructor(patient) {
    this.patient = patient;
  }
  currentPatient() {
    return this.patient;
  }
  nextPatient() {
    this.patient = undefined;
    return undefined;
  }
}

let library, executor;
let entered = [];
let counted = [];

// Newer releases of the engine answer with promises, older ones at once: `await` suits both
async function asked(patient, definition) {
  const results = await executor.exec_expression(definition, new One(patient));
  return results.patientResults[patient.place][definition];
}

async function answered(place) {
  return {
    standings: await asked(entered[place], "Standings"),
    courses: await asked(counted[place], "Courses"),
    safeties: await asked(entered[place], "Safeties"),
  };
}

async function seconds(patient) {
  const start = process.hrtime.bigint();
  await executor.exec_expression("Standings", new One(patient));
  return Number(process.hrtime.bigint() - start) / 1e9;
}

async function answer(question) {
  if (question.library) {
    library = new cql.Library(question.library);
    executor = new cql.Executor(library);
    return true;
  }
  if (question.entered) {
    entered = question.entered.map((values, place) => new Patient(values, place));
    counted = question.counted.map((values, place) => new Patient(values, place));
    return entered.length;
  }
  if (question.answer) {
    const answers = [];
    for (let place = 0; place < entered.length; place++) answers.push(await answered(place));
    return answers;
  }
  const measured = [];
  for (const patient of entered) measured.push(await seconds(patient));
  return measured;
}

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    process.stdout.write(JSON.stringify(await answer(JSON.parse(line))) + "\n");
  }
})();
