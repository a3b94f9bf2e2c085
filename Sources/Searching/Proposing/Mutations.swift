import Activations
import Randomness
import Studies

/// What the classes of a space become when one operator of a member changes.
///
/// Members are numbered schema after schema, in the order of enumeration.
public struct Mutations: Sendable {
  private let schemas: [SchemaExpressions]
  private let offsets: [Int]  // the number of each schema's first member
  private let classes: [Int32]  // the class of each member, -1 for none
  private let members: [[Int32]]  // the members of each class, by its place

  /// Looks up the class of every expression of some schemas.
  ///
  /// - Parameters:
  ///   - schemas: what the space consists of; children stay in the schema of their parent.
  ///   - operators: what fills their placeholders.
  ///   - table: the classes, by index.
  public init(schemas: [Schema], operators: OperatorSet, table: ClassTable) {
    self.init(
      schemas: schemas.map { $0.expressions(over: operators) }, classCount: table.classes.count
    ) { table.class(of: $0) }
  }

  /// The same with another way to find an expression's class.
  init(
    schemas: [SchemaExpressions], classCount: Int, classOf: (Expression) -> Int?
  ) {
    self.schemas = schemas
    var offsets: [Int] = []
    var classes: [Int32] = []
    var members = [[Int32]](repeating: [], count: classCount)
    for schema in schemas {
      offsets.append(classes.count)
      for expression in schema {
        let found = classOf(expression)
        if let found { members[found].append(Int32(classes.count)) }
        classes.append(Int32(found ?? -1))
      }
    }
    self.offsets = offsets
    self.classes = classes
    self.members = members
  }

  /// How many classes there are.
  public var classCount: Int { members.count }

  /// Whether the class at a place has a member that can change.
  func isKnown(_ place: Int) -> Bool { !members[place].isEmpty }

  /// The class of a random member of a class, some operators of which were exchanged one after
  /// another, each for a random other one; nil where the expression has no class.
  func child(of place: Int, changes: Int, _ generator: inout Generator) -> Int? {
    let all = members[place]
    precondition(!all.isEmpty, "class \(place) has no members")
    let number = Int(all[generator.uniform(below: all.count)])
    let schema = offsets.lastIndex { $0 <= number } ?? 0
    var position = number - offsets[schema]
    for _ in 0..<changes {
      let variants = schemas[schema].variants(of: position)
      guard !variants.isEmpty else { return nil }
      position = variants[generator.uniform(below: variants.count)]
    }
    let found = classes[offsets[schema] + position]
    return found < 0 ? nil : Int(found)
  }
}

/// Evolution within a table: children are its classes, as every member changes into every other.
public struct MutatedTable: EvolvingSpace {
  private let space: CandidateSpace
  private let mutations: Mutations

  public init(_ space: CandidateSpace, _ mutations: Mutations) {
    precondition(
      mutations.classCount == space.count,
      "mutations of \(mutations.classCount) classes, a space of \(space.count)")
    self.space = space
    self.mutations = mutations
  }

  public var baselines: [Candidate] { space.baselines.map(space.candidate) }

  public func hasChildren(_ candidate: Candidate) -> Bool {
    space.place(of: candidate.key).map(mutations.isKnown) ?? false
  }

  public func random(_ seed: Seed, besides taken: Set<ClassKey>) -> Candidate? {
    let free = space.places.filter {
      space.isFinite[$0] && !taken.contains(space.key(at: $0))
    }
    guard !free.isEmpty else { return nil }
    var generator = Generator(seed: seed)
    return space.candidate(at: free[generator.uniform(below: free.count)])
  }

  public func child(
    of parent: Candidate, changes: Int, besides taken: Set<ClassKey>, _ generator: inout Generator
  ) -> Candidate? {
    guard let place = space.place(of: parent.key),
      let child = mutations.child(of: place, changes: changes, &generator),
      space.isFinite[child], !taken.contains(space.key(at: child))
    else { return nil }
    return space.candidate(at: child)
  }
}
