using System.Reflection;
using System.Text.RegularExpressions;
using IShowTts.Worker.Telemetry;
using Microsoft.Extensions.Logging;

namespace IShowTts.Worker.Tests.Architecture;

/// <summary>One number, one message, in all three projects.</summary>
public class EventIdTests
{
    private static readonly BindingFlags s_all = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static (MethodInfo Method, LoggerMessageAttribute Message)[] Messages { get; } = [.. Repository.WrittenTypes
        .SelectMany(type => type.GetMethods(s_all))
        .Select(method => (method, message: method.GetCustomAttribute<LoggerMessageAttribute>()!))
        .Where(entry => entry.message is not null)];

    [Fact]
    public void EventIds_OfAllLogClasses_AreUnique()
    {
        var repeated = Messages
            .GroupBy(entry => entry.Message.EventId)
            .Where(group => group.Count() > 1)
            .Select(group => $"{group.Key}: {string.Join(", ", group.Select(entry => Describe(entry.Method)))}");

        repeated.ShouldBeEmpty();
    }

    [Fact]
    public void EventIds_LieInTheBlockOfTheirProject()
    {
        var blocks = typeof(EventIds).GetFields(s_all).Select(field => (int)field.GetRawConstantValue()!).ToHashSet();

        var outside = Messages.Where(entry => entry.Method.DeclaringType!.Assembly switch
        {
            var assembly when assembly == Repository.Tts => entry.Message.EventId is < 100 or > 499,
            var assembly when assembly == Repository.Integrations => entry.Message.EventId is < 500 or > 999,
            _ => !blocks.Contains(entry.Message.EventId / 100 * 100),
        });

        outside.Select(entry => $"{Describe(entry.Method)} {entry.Message.EventId}").ShouldBeEmpty();
    }

    [Fact]
    public void Blocks_OfTheWorker_AreUniqueHundreds()
    {
        var blocks = typeof(EventIds).GetFields(s_all).Select(field => (int)field.GetRawConstantValue()!).ToArray();

        blocks.ShouldBeUnique();
        blocks.ShouldAllBe(block => block % 100 == 0 && block >= 1000);
    }

    [Fact]
    public void Messages_LieInAClassNamedLog() =>
        Messages.Where(entry => entry.Method.DeclaringType!.Name != "Log").Select(entry => Describe(entry.Method)).ShouldBeEmpty();

    [Fact]
    public void Messages_WithViewersWords_AreTraceOnly()
    {
        var words = new Regex(@"\{(Words|SpokenText|OriginalText|ChatText|MessageText|Raw)[,:}]", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

        var told = Messages.Where(entry => entry.Message.Level != LogLevel.Trace && words.IsMatch(entry.Message.Message));

        told.Select(entry => Describe(entry.Method)).ShouldBeEmpty("Streamers share their logs: viewers' words at Trace only.");
    }

    [Fact]
    public void Messages_TellNoSecret()
    {
        var secret = new Regex(@"\{\w*(Token|Secret|Password|Authorization)[,:}]", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

        Messages.Where(entry => secret.IsMatch(entry.Message.Message)).Select(entry => Describe(entry.Method)).ShouldBeEmpty();
    }

    private static string Describe(MethodInfo method) => $"{method.DeclaringType!.FullName}.{method.Name}";
}
