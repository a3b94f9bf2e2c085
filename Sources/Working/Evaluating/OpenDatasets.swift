import Datasets
import Digests
import Orders
import Synchronization

/// The data sets that a process has opened: each is opened once.
final class OpenDatasets: Sendable {
  private let folder: String?
  private let cache: String
  private let datasets = Mutex<[String: Dataset]>([:])

  init(folder: String?, cache: String) {
    self.folder = folder
    self.cache = cache
  }

  /// The data set of an order, with exactly the data that it names.
  func dataset(_ identity: DatasetIdentity) throws(EvaluationError) -> Dataset {
    let dataset = try opened(identity)
    guard dataset.digest == identity.digest else {
      throw .otherData(identity, folder: folder, found: dataset.digest)
    }
    return dataset
  }

  private func opened(_ identity: DatasetIdentity) throws(EvaluationError) -> Dataset {
    let name = identity.name
    if let dataset = datasets.withLock({ $0[name] }) { return dataset }
    do {
      let dataset = try DatasetCatalogue.open(name, folder: folder, cache: cache)
      datasets.withLock { $0[name] = dataset }
      return dataset
    } catch {
      throw .dataset(identity, folder: folder, error)
    }
  }
}
