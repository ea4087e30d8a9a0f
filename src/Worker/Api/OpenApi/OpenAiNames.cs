using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IShowTts.Worker.Api.Speech.OpenAi;

namespace IShowTts.Worker.Api.OpenApi;

/// <summary>OpenAI's bodies have names with underscores (<see cref="OpenAiJsonContext"/>); everything else is camelCase.</summary>
internal static class OpenAiNames
{
    /// <summary>Renames the properties of OpenAI's bodies.</summary>
    /// <param name="type">A type whose schema is made.</param>
    public static void Apply(JsonTypeInfo type)
    {
        if (type.Type.Namespace != typeof(OpenAiJsonContext).Namespace)
        {
            return;
        }

        foreach (var property in type.Properties)
        {
            property.Name = JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
        }
    }
}
