using IShowTts.EndToEnd.Tests;
using IShowTts.EndToEnd.Tests.Browser;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer(LongestCollectionFirst.TypeName, LongestCollectionFirst.AssemblyName)]

namespace IShowTts.EndToEnd.Tests;

/// <summary>Begins with the tests in the browser, which take as long as all others together and go one after the other: begun last, they would go on alone for minutes.</summary>
public sealed class LongestCollectionFirst : ITestCollectionOrderer
{
    internal const string TypeName = "IShowTts.EndToEnd.Tests.LongestCollectionFirst";
    internal const string AssemblyName = "IShowTts.EndToEnd.Tests";

    /// <inheritdoc/>
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections)
        => testCollections.OrderBy(static collection => collection.DisplayName == BrowserCollection.Name ? 0 : 1).ThenBy(static collection => collection.DisplayName, StringComparer.Ordinal);
}
