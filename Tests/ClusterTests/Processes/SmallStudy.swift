/// A study that ends in moments, on generated data.
struct SmallStudy {
  var name = "small"
  var policy = "random"
  var dataset = "generated"
  /// Further keys of the search, each with a comma before it.
  var further = ""
  var budget = 6
  var seed = 1
  var epochs = 1
  /// Further keys of the objective, each with a comma before it.
  var objective = ""
  var baselines = ["relu(x)", "tanh(x)"]
  var schemas = ["unary(x)"]
  /// How many functions are confirmed, each with two seeds.
  var top = 0
  /// Further keys of the confirmation, each with a comma before it.
  var confirmation = ""
  /// Seconds.
  var silence = 20
  /// MiB.
  var memory = 4_096

  /// The study file.
  var yaml: String {
    """
    study: \(name)
    objective: {dataset: \(dataset), network: mlp, epochs: \(epochs), batch: 64,
                optimizer: {name: sgd, rate: 0.05, momentum: 0.9, schedule: cosine}\(objective)}
    space: {operators: aquasurf-27, schemas: \(schemas), baselines: \(baselines)}
    search: {policy: \(policy), budget: \(budget), seed: \(seed)\(further)}
    confirm: {top: \(top), seeds: 2, against: ["relu(x)"]\(confirmation)}
    limits: {silence: \(silence), memory: \(memory)}

    """
  }
}

extension Cluster {
  /// Writes a study file and gives its path.
  @discardableResult func write(_ study: SmallStudy) throws -> String {
    try write(study.yaml, to: study.name + ".yaml")
  }
}
