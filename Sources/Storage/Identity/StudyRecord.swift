import Digests
import Orders
import Studies

/// What a ledger's file says about its study: what was asked, and what that meant when it began.
public struct StudyRecord: Hashable, Sendable {
  /// A random text that tells this study from every other, also from one of the same name.
  public var id: String
  /// The settings in force: the study file with flags and environment applied.
  public var study: Study
  /// The study file's text.
  public var yaml: String
  /// The network's canonical text.
  public var network: String
  public var dataset: DatasetIdentity
  public var classes: ClassTableIdentity
  /// Version of the program that began or continued the study.
  public var program: String
  /// When that was; milliseconds since 1970.
  public var time: Int64

  public init(
    id: String, study: Study, yaml: String, network: String, dataset: DatasetIdentity,
    classes: ClassTableIdentity, program: String, time: Int64
  ) {
    self.id = id
    self.study = study
    self.yaml = yaml
    self.network = network
    self.dataset = dataset
    self.classes = classes
    self.program = program
    self.time = time
  }

  /// Why this study cannot continue a ledger whose study began, or was last continued, so; or nil
  /// when it can.
  func difference(from begun: StudyRecord) -> String? {
    if let key = study.forbiddenChange(from: begun.study) {
      return "'\(key)' differs from what it was begun with; "
        + "only budget, confirmation and limits may change, and a recording may be given features"
    }
    if dataset != begun.dataset {
      return "the data of '\(dataset.name)' has the hash \(dataset.digest.short); "
        + "it was begun with \(begun.dataset.digest.short)"
    }
    if network != begun.network {
      return "network '\(study.objective.network)' now means another network than when it was begun"
    }
    if classes.count == begun.classes.count, classes.digest != begun.classes.digest {
      return "its space has \(classes); it was begun with \(begun.classes), by a version of the "
        + "program that wrote some of them otherwise"
    }
    if classes != begun.classes {
      return "its space has \(classes); it was begun with \(begun.classes)"
    }
    return nil
  }
}

/// Tells tables of equivalence classes apart: orders name classes by their places in it.
public struct ClassTableIdentity: Hashable, Sendable, CustomStringConvertible {
  public var count: Int
  /// A hash of all keys and forms, in their order.
  public var digest: Digest

  public init(count: Int, digest: Digest) {
    self.count = count
    self.digest = digest
  }

  public var description: String { "\(count) classes (hash \(digest.short))" }
}

extension Digest {
  /// The first digits, for messages.
  fileprivate var short: String { String(description.prefix(12)) }
}
