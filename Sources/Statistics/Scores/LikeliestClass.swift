extension Collection<Double> {
  /// Of one probability a class, the place of the highest from 0; the first of equally high ones. 0 where there is none.
  public var likeliestClass: Int {
    enumerated().max { $0.element < $1.element }?.offset ?? 0
  }
}
