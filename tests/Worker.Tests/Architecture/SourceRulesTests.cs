using System.Text.RegularExpressions;

namespace IShowTts.Worker.Tests.Architecture;

/// <summary>Rules of the house that the compiler does not know, held over the sources as they are written.</summary>
public class SourceRulesTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(5);

    /// <summary>Files that hold more than one type with behaviour, each with its reason. Keep it short.</summary>
    private static readonly Dictionary<string, string> s_severalTypes = new(StringComparer.Ordinal);

    // Formatting is settled, so a type that starts in the first column is a type of the file and not a nested one.
    private static readonly Regex s_typeDeclaration = new(
        @"^(?<modifiers>((public|internal|static|sealed|abstract|readonly|ref|partial|unsafe) )*)(?<kind>class|struct|interface|record|enum) (?<name>\w+)(?<rest>[^\r\n]*)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture, s_limit);

    [Fact]
    public void Files_HoldOneTypeWithBehaviour()
    {
        var several = Repository.ProductSources.Where(file => TypesWithBehaviour(file).Distinct(StringComparer.Ordinal).Count() > 1).ToArray();

        several.Except(s_severalTypes.Keys).ShouldBeEmpty("One type per file; only records, enums, parts of options and types without a body may stay beside the type whose words they are.");
        s_severalTypes.Keys.Except(several).ShouldBeEmpty("These exceptions are no longer needed: delete them.");
    }

    [Fact]
    public void Files_AreNamedLikeATypeTheyHold()
    {
        var misnamed = Repository.ProductSources
            .Where(file => DeclaredTypes(file) is { Count: > 0 } types && !types.Contains(Path.GetFileName(file).Split('.')[0]))
            .Where(file => !IsFamilyFile(file));

        misnamed.ShouldBeEmpty();
    }

    [Fact]
    public void Names_AreNotVague()
    {
        var vague = new Regex("(Utils?|Helpers?|Manager|Common)$", RegexOptions.ExplicitCapture, s_limit);

        var found = Repository.ProductSources
            .SelectMany(file => DeclaredTypes(file).Concat(file.Split('/')[1..^1]).Where(name => vague.IsMatch(name)).Select(name => $"{file}: {name}"));

        found.ShouldBeEmpty("A vague name gathers unrelated code; take a word of the glossary.");
    }

    [Fact]
    public void Catches_AreNotEmpty()
    {
        var emptyCatch = new Regex(@"catch\s*(\([^)]*\)\s*)?(when\s*\([^{]*\)\s*)?\{\s*\}", RegexOptions.ExplicitCapture, s_limit);

        Repository.ProductSources.Where(file => emptyCatch.IsMatch(Repository.Read(file))).ShouldBeEmpty("Say in the catch what becomes of the error.");
    }

    [Fact]
    public void Sources_HoldNoUnfinishedWork()
    {
        // Joined here, so that this file does not find itself.
        string[] marks = ["TO" + "DO", "FIX" + "ME", "NotImplemented" + "Exception", "(Skip" + " ="];

        Offenders(marks, file => file.EndsWith(".cs", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Files_NameNoMachine()
    {
        // Joined here, so that this file does not find itself.
        string[] paths = ["/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", @"C:\Us" + "ers"];

        Offenders(paths, static _ => true).ShouldBeEmpty("Paths of one machine do not belong in the repository.");
    }

    [Fact]
    public void Files_StayReadable()
    {
        var tooLong = Repository.ProductSources
            .Select(file => (file, lines: Repository.Read(file).AsSpan().Count('\n')))
            .Where(entry => entry.lines > 500 && !Repository.Read(entry.file).Contains("longer than 500 lines because", StringComparison.Ordinal));

        tooLong.ShouldBeEmpty("Aim below 200 lines; a file past 500 says why (\"longer than 500 lines because …\").");
    }

    private static IEnumerable<string> Offenders(string[] words, Func<string, bool> isWanted) => Repository.TextFiles
        .Where(isWanted)
        .SelectMany(file => Repository.Read(file).Split('\n').Select((line, index) => (file, line, number: index + 1)))
        .Where(entry => words.Any(word => entry.line.Contains(word, StringComparison.Ordinal)))
        .Select(entry => $"{entry.file}:{entry.number}: {entry.line.Trim()}");

    private static List<string> DeclaredTypes(string file) =>
        [.. s_typeDeclaration.Matches(Repository.Read(file)).Select(match => TypeName(match))];

    private static IEnumerable<string> TypesWithBehaviour(string file) => s_typeDeclaration.Matches(Repository.Read(file))
        .Where(match => match.Groups["kind"].Value is not ("record" or "enum") && !match.Groups["rest"].Value.TrimEnd().EndsWith(';'))
        .Select(match => TypeName(match))
        .Where(name => !name.EndsWith("Options", StringComparison.Ordinal));

    // "record struct Name" and "record class Name" carry the name behind a second word.
    private static string TypeName(Match match) => match.Groups["name"].Value is "struct" or "class"
        ? match.Groups["rest"].Value.Trim().Split(['(', '<', ' ', ':', ';'])[0]
        : match.Groups["name"].Value;

    // A family of records or delegates, or the partial files of one type (Type.Part.cs).
    private static bool IsFamilyFile(string file) => Repository.Read(file) is var text
        && s_typeDeclaration.Matches(text).All(match => match.Groups["kind"].Value is "record" or "enum");
}
