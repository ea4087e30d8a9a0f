using IShowTts.Integrations.Playback;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Playout;

/// <summary>Finds the sinks of <c>Playout:RequiredSink</c> and <c>Playout:StandInSink</c>.</summary>
internal static class SinkRoles
{
    /// <summary>The sink that must always play.</summary>
    /// <param name="pumps">All sinks, in the order of the configuration.</param>
    /// <param name="name">Its name; empty for the first.</param>
    /// <exception cref="InvalidOperationException">There is no sink, or none of this name.</exception>
    /// <exception cref="OptionsValidationException">It cannot count; the message names key and cure.</exception>
    public static SinkPump FindRequired(IReadOnlyList<SinkPump> pumps, string name)
    {
        if (pumps.Count == 0)
        {
            throw new InvalidOperationException("Outputs:Sinks is empty: name at least one sink, for example device:ishowtts or null.");
        }

        var found = name.Length == 0
            ? pumps[0]
            : Named(pumps, name) ?? throw new InvalidOperationException($"Playout:RequiredSink is \"{name}\", but the sinks are {Names(pumps)}: name one of these.");
        return SpokenKinds.All.All(found.Takes)
            ? found
            : throw Wrong($"Playout:RequiredSink: {found.Name} takes only some kinds of utterance, and the required sink must take all, as the others would never count as heard. Empty its Kinds, or name another sink in Playout:RequiredSink{(name.Length == 0 ? " (while that is empty, the first of Outputs:Sinks is meant)" : "")}.");
    }

    /// <summary>The sink that stands in for the required one.</summary>
    /// <param name="pumps">All sinks.</param>
    /// <param name="name">Its name; empty for none.</param>
    /// <param name="required">The required one.</param>
    /// <exception cref="OptionsValidationException">It is not there or cannot count; the message names key and cure.</exception>
    public static SinkPump? FindStandIn(IReadOnlyList<SinkPump> pumps, string name, SinkPump required)
    {
        if (name.Length == 0)
        {
            return null;
        }

        var found = Named(pumps, name) ?? throw Wrong($"Playout:StandInSink is \"{name}\", but the sinks are {Names(pumps)}: name one of these, or leave it empty.");
        if (found == required)
        {
            throw Wrong($"Playout:StandInSink: {found.Name} is the required sink itself. Name another sink of Outputs:Sinks, or leave it empty.");
        }

        return SpokenKinds.All.All(found.Takes)
            ? found
            : throw Wrong($"Playout:StandInSink: {found.Name} takes only some kinds of utterance, and a stand-in must take all. Empty its Kinds, name another sink in Playout:StandInSink, or leave that empty.");
    }

    private static SinkPump? Named(IReadOnlyList<SinkPump> pumps, string name) =>
        pumps.FirstOrDefault(pump => string.Equals(pump.Name, name, StringComparison.OrdinalIgnoreCase));

    private static string Names(IReadOnlyList<SinkPump> pumps) => string.Join(", ", pumps.Select(pump => pump.Name));

    private static OptionsValidationException Wrong(string failure) => new(PlayoutOptions.Section, typeof(PlayoutOptions), [failure]);
}
