// What stays in this phone: the list, which places are done, sealed envelopes. Each step is one
// transaction, so a phone that dies leaves all of it or nothing. No answer is ever here in clear.

const STORES = ["list", "marks", "sealed"];

export async function openStore(packet) {
  const opening = indexedDB.open(`packet ${packet}`, 1);
  opening.onupgradeneeded = () => STORES.forEach((name) => opening.result.createObjectStore(name));
  return new Store(await done(opening));
}

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

class Store {
  constructor(database) {
    this.database = database;
  }

  read(store, key) {
    return done(this.database.transaction(store).objectStore(store).get(key));
  }

  async all(store) {
    const rows = this.database.transaction(store).objectStore(store);
    const [keys, values] = await Promise.all([done(rows.getAllKeys()), done(rows.getAll())]);
    return new Map(keys.map((key, at) => [key, values[at]]));
  }

  // `change` gets a function from the name of a store to the store; all that it does there is one.
  write(change) {
    return new Promise((resolve, reject) => {
      const together = this.database.transaction(STORES, "readwrite", { durability: "strict" });
      together.oncomplete = () => resolve();
      together.onerror = together.onabort = () => reject(together.error);
      change((name) => together.objectStore(name));
    });
  }

  // The list and the marks go; what is sealed stays, a talk that is not finished without its door.
  forget(unfinished) {
    return this.write((store) => {
      for (const { id, envelope } of unfinished) store("sealed").put(envelope, id);
      store("sealed").delete("draft");
      store("list").delete("list");
      store("marks").clear();
    });
  }
}
