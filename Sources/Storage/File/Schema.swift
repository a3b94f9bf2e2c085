import GRDB

/// The tables of a ledger's file, as the steps that made them.
///
/// A step is never changed once a version with it is released: a new one is added below. SQLite's
/// `user_version` holds how many steps a file has seen. Rows carry the study's number, so that one
/// file can hold several studies later. Unsigned 64-bit numbers are stored by their bits: seeds and
/// incarnations above 2^63 read as negative in other programs.
enum Schema {
  /// "HILL" in ASCII: SQLite's mark for whose file this is.
  static let applicationID: Int = 0x4849_4C4C

  /// The first version with spectra, and with a proposal's uncertainty.
  static let versionWithSpectra = 2

  /// The first version that says which kind of work an order is, and keeps a finding of any kind.
  static let versionWithKinds = 3

  /// The version that this program writes, and the newest that it reads.
  static var version: Int { steps.count }

  private static let steps = [
    """
    CREATE TABLE studies (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      network TEXT NOT NULL,
      dataset TEXT NOT NULL,
      datasetDigest BLOB NOT NULL,
      classes INTEGER NOT NULL,
      classesDigest BLOB NOT NULL
    ) STRICT;

    -- The study file as begun and as last continued; settings are what it meant, flags included.
    CREATE TABLE settings (
      study INTEGER NOT NULL REFERENCES studies,
      stage TEXT NOT NULL CHECK (stage IN ('begun', 'current')),
      yaml TEXT NOT NULL,
      settings TEXT NOT NULL,
      program TEXT NOT NULL,
      time INTEGER NOT NULL,
      PRIMARY KEY (study, stage)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE standings (
      study INTEGER PRIMARY KEY REFERENCES studies,
      phase TEXT NOT NULL,
      incarnation INTEGER NOT NULL,
      proposals INTEGER NOT NULL,
      quarantinedInARow INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE orders (
      study INTEGER NOT NULL REFERENCES studies,
      id INTEGER NOT NULL,
      purpose TEXT NOT NULL CHECK (purpose IN ('search', 'confirmation')),
      place INTEGER NOT NULL,
      basis INTEGER,
      prediction REAL,
      special TEXT,
      reason TEXT,
      class INTEGER NOT NULL,
      key TEXT NOT NULL,
      representative TEXT NOT NULL,
      form TEXT NOT NULL,
      seed INTEGER NOT NULL,
      fidelity INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'leased', 'settled', 'quarantined')),
      worker TEXT,
      incarnation INTEGER,
      settled INTEGER,
      attempts INTEGER NOT NULL,
      losses INTEGER NOT NULL,
      failures TEXT NOT NULL,
      PRIMARY KEY (study, id),
      CHECK ((state = 'leased') = (worker IS NOT NULL)),
      CHECK ((state = 'settled') = (settled IS NOT NULL)),
      FOREIGN KEY (study, id, settled) REFERENCES evaluations (study, "order", sequence)
        DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID;

    -- No class is in flight or finished twice at the same seed and fidelity.
    CREATE UNIQUE INDEX ordersOnce ON orders (study, key, seed, fidelity)
      WHERE state <> 'quarantined';

    CREATE TABLE evaluations (
      study INTEGER NOT NULL,
      "order" INTEGER NOT NULL,
      sequence INTEGER NOT NULL,
      attempt INTEGER NOT NULL,
      worker TEXT NOT NULL,
      startedAt INTEGER,
      finishedAt INTEGER NOT NULL,
      outcome TEXT NOT NULL
        CHECK (outcome IN ('completed', 'infeasible', 'failed', 'cancelled')),
      reason TEXT,
      epoch INTEGER,
      step INTEGER,
      trainLoss REAL,
      trainAccuracy REAL,
      validationLoss REAL,
      validationAccuracy REAL,
      testLoss REAL,
      testAccuracy REAL,
      special TEXT,
      program TEXT,
      processor TEXT,
      kernels TEXT,
      dataset BLOB,
      seconds REAL,
      curve TEXT,
      PRIMARY KEY (study, "order", sequence),
      FOREIGN KEY (study, "order") REFERENCES orders DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID;

    -- An order has one result, however often it was tried.
    CREATE UNIQUE INDEX evaluationsOnce ON evaluations (study, "order")
      WHERE outcome IN ('completed', 'infeasible');

    CREATE TABLE journal (
      study INTEGER NOT NULL REFERENCES studies,
      sequence INTEGER NOT NULL CHECK (sequence > 0),
      time INTEGER NOT NULL,
      kind TEXT NOT NULL,
      fields TEXT NOT NULL,
      checksum BLOB NOT NULL,
      PRIMARY KEY (study, sequence)
    ) STRICT, WITHOUT ROWID;
    """,
    // Spectra; the table of orders is made anew, for SQLite cannot change what a column may hold.
    """
    CREATE TABLE ordersAnew (
      study INTEGER NOT NULL REFERENCES studies,
      id INTEGER NOT NULL,
      purpose TEXT NOT NULL CHECK (purpose IN ('spectrum', 'search', 'confirmation')),
      place INTEGER NOT NULL,
      basis INTEGER,
      prediction REAL,
      uncertainty REAL,
      special TEXT,
      reason TEXT,
      class INTEGER NOT NULL,
      key TEXT NOT NULL,
      representative TEXT NOT NULL,
      form TEXT NOT NULL,
      seed INTEGER NOT NULL,
      fidelity INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'leased', 'settled', 'quarantined')),
      worker TEXT,
      incarnation INTEGER,
      settled INTEGER,
      attempts INTEGER NOT NULL,
      losses INTEGER NOT NULL,
      failures TEXT NOT NULL,
      PRIMARY KEY (study, id),
      CHECK ((state = 'leased') = (worker IS NOT NULL)),
      CHECK ((state = 'settled') = (settled IS NOT NULL)),
      FOREIGN KEY (study, id, settled) REFERENCES evaluations (study, "order", sequence)
        DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID;

    INSERT INTO ordersAnew (study, id, purpose, place, basis, prediction, special, reason, class,
      key, representative, form, seed, fidelity, state, worker, incarnation, settled, attempts,
      losses, failures)
    SELECT study, id, purpose, place, basis, prediction, special, reason, class,
      key, representative, form, seed, fidelity, state, worker, incarnation, settled, attempts,
      losses, failures
    FROM orders;

    DROP TABLE orders;
    ALTER TABLE ordersAnew RENAME TO orders;

    -- No class is in flight or finished twice at the same seed and fidelity; a spectrum's is 0.
    CREATE UNIQUE INDEX ordersOnce ON orders (study, key, seed, fidelity)
      WHERE state <> 'quarantined';

    -- The layer that made a spectrum infeasible.
    ALTER TABLE evaluations ADD COLUMN layer TEXT;

    -- The large column comes last, so that the others are read without it.
    CREATE TABLE spectra (
      study INTEGER NOT NULL,
      "order" INTEGER NOT NULL,
      class INTEGER NOT NULL,
      version INTEGER NOT NULL,
      layers TEXT NOT NULL,
      checksum BLOB NOT NULL,
      cdf BLOB NOT NULL,
      PRIMARY KEY (study, "order"),
      FOREIGN KEY (study, "order") REFERENCES orders DEFERRABLE INITIALLY DEFERRED
    ) STRICT;

    -- A class has one spectrum.
    CREATE UNIQUE INDEX spectraOnce ON spectra (study, class);
    """,
    // Kinds of work: whoever reads a purpose, a kind or an outcome knows its words, so that a further
    // one needs no new table. An order may be about no class, and a class may have no place in a
    // table of them.
    """
    CREATE TABLE ordersAnew (
      study INTEGER NOT NULL REFERENCES studies,
      id INTEGER NOT NULL,
      purpose TEXT NOT NULL,
      kind TEXT NOT NULL,
      place INTEGER NOT NULL,
      basis INTEGER,
      prediction REAL,
      uncertainty REAL,
      special TEXT,
      reason TEXT,
      class INTEGER,
      key TEXT,
      representative TEXT,
      form TEXT,
      seed INTEGER NOT NULL,
      fidelity INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'leased', 'settled', 'quarantined')),
      worker TEXT,
      incarnation INTEGER,
      settled INTEGER,
      attempts INTEGER NOT NULL,
      losses INTEGER NOT NULL,
      failures TEXT NOT NULL,
      PRIMARY KEY (study, id),
      CHECK ((state = 'leased') = (worker IS NOT NULL)),
      CHECK ((state = 'settled') = (settled IS NOT NULL)),
      CHECK ((key IS NULL) = (form IS NULL)),
      FOREIGN KEY (study, id, settled) REFERENCES evaluations (study, "order", sequence)
        DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID;

    INSERT INTO ordersAnew (study, id, purpose, kind, place, basis, prediction, uncertainty,
      special, reason, class, key, representative, form, seed, fidelity, state, worker,
      incarnation, settled, attempts, losses, failures)
    SELECT study, id, purpose, CASE purpose WHEN 'spectrum' THEN 'spectrum' ELSE 'train' END,
      place, basis, prediction, uncertainty, special, reason, class, key, representative, form,
      seed, fidelity, state, worker, incarnation, settled, attempts, losses, failures
    FROM orders;

    DROP TABLE orders;
    ALTER TABLE ordersAnew RENAME TO orders;

    -- No class is in flight or finished twice at the same seed and fidelity; a spectrum's is 0.
    CREATE UNIQUE INDEX ordersOnce ON orders (study, key, seed, fidelity)
      WHERE state <> 'quarantined';

    -- A completed training's numbers have columns; what else an order found is JSON by key in
    -- `finding`, and what the activation functions learned in `activations`.
    CREATE TABLE evaluationsAnew (
      study INTEGER NOT NULL,
      "order" INTEGER NOT NULL,
      sequence INTEGER NOT NULL,
      attempt INTEGER NOT NULL,
      worker TEXT NOT NULL,
      startedAt INTEGER,
      finishedAt INTEGER NOT NULL,
      outcome TEXT NOT NULL,
      reason TEXT,
      epoch INTEGER,
      step INTEGER,
      layer TEXT,
      trainLoss REAL,
      trainAccuracy REAL,
      validationLoss REAL,
      validationAccuracy REAL,
      testLoss REAL,
      testAccuracy REAL,
      special TEXT,
      finding TEXT,
      activations TEXT,
      program TEXT,
      processor TEXT,
      kernels TEXT,
      dataset BLOB,
      seconds REAL,
      curve TEXT,
      PRIMARY KEY (study, "order", sequence),
      FOREIGN KEY (study, "order") REFERENCES orders DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID;

    INSERT INTO evaluationsAnew (study, "order", sequence, attempt, worker, startedAt, finishedAt,
      outcome, reason, epoch, step, layer, trainLoss, trainAccuracy, validationLoss,
      validationAccuracy, testLoss, testAccuracy, special, program, processor, kernels, dataset,
      seconds, curve)
    SELECT study, "order", sequence, attempt, worker, startedAt, finishedAt, outcome, reason,
      epoch, step, layer, trainLoss, trainAccuracy, validationLoss, validationAccuracy, testLoss,
      testAccuracy, special, program, processor, kernels, dataset, seconds, curve
    FROM evaluations;

    DROP TABLE evaluations;
    ALTER TABLE evaluationsAnew RENAME TO evaluations;

    -- An order has one result, however often it was tried.
    CREATE UNIQUE INDEX evaluationsOnce ON evaluations (study, "order")
      WHERE outcome NOT IN ('failed', 'cancelled');

    -- Spectra are known by the class's key; its place in a table is told where there is one.
    CREATE TABLE spectraAnew (
      study INTEGER NOT NULL,
      "order" INTEGER NOT NULL,
      key TEXT NOT NULL,
      class INTEGER,
      version INTEGER NOT NULL,
      layers TEXT NOT NULL,
      checksum BLOB NOT NULL,
      cdf BLOB NOT NULL,
      PRIMARY KEY (study, "order"),
      FOREIGN KEY (study, "order") REFERENCES orders DEFERRABLE INITIALLY DEFERRED
    ) STRICT;

    INSERT INTO spectraAnew (study, "order", key, class, version, layers, checksum, cdf)
    SELECT spectra.study, spectra."order", orders.key, spectra.class, version, layers, checksum, cdf
    FROM spectra JOIN orders ON orders.study = spectra.study AND orders.id = spectra."order";

    DROP TABLE spectra;
    ALTER TABLE spectraAnew RENAME TO spectra;

    -- A class has one spectrum.
    CREATE UNIQUE INDEX spectraOnce ON spectra (study, key);
    """,
  ]

  /// What a file says it is.
  struct Identity: Equatable {
    var application: Int
    var version: Int
    var tables: Int

    init(_ database: Database) throws {
      application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
      version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
      tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") ?? 0
    }

    /// Whether nothing was ever written, or only what an interrupted creation leaves.
    var isEmpty: Bool { application == 0 && version == 0 && tables == 0 }

    /// Throws unless this is a ledger that this program can read.
    func check(path: String) throws(StorageError) {
      guard !isEmpty else { throw .notALedger(path: path, reason: StudyRows.noStudy) }
      guard application == Schema.applicationID else {
        throw .notALedger(path: path, reason: "it is a database of another program")
      }
      guard version <= Schema.version else {
        throw .newerVersion(path: path, version: version, supported: Schema.version)
      }
    }
  }

  /// Brings a file to this program's version, one transaction a step.
  ///
  /// Foreign keys are looked at when a step is done: in between, a table may be gone that others
  /// name.
  static func migrate(_ database: Database, from version: Int) throws {
    guard version < steps.count else { return }
    try database.execute(sql: "PRAGMA foreign_keys = OFF")
    defer { try? database.execute(sql: "PRAGMA foreign_keys = ON") }
    for step in version..<steps.count {
      try database.inTransaction(.immediate) {
        try database.execute(sql: steps[step])
        try database.checkForeignKeys()
        try database.execute(sql: "PRAGMA application_id = \(applicationID)")
        try database.execute(sql: "PRAGMA user_version = \(step + 1)")
        return .commit
      }
    }
  }
}
