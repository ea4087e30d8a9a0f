using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace IShowTts.Worker.Api.Voices;

/// <summary>Reads the form of an uploaded voice, part by part. The clip goes to a file; the name that the sender gives a file is never looked at.</summary>
/// <param name="clip">Gets the clip.</param>
/// <param name="maxClipBytes">Most bytes of it.</param>
internal sealed class VoiceForm(Stream clip, int maxClipBytes)
{
    /// <summary>Bytes that all other fields and the form's own lines may have together.</summary>
    public const int MaxOtherBytes = 65_536;

    /// <summary>Name of the file.</summary>
    public const string ClipField = "clip";

    private const int MaxFieldBytes = 16_384;
    private const int MaxBoundary = 70;

    private static readonly string[] Known = [.. Required, .. Optional];
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, string> fields = new(StringComparer.Ordinal);
    private bool hasClip;

    /// <summary>Texts that must be there.</summary>
    public static IReadOnlyList<string> Required => ["name", "transcript", "consent"];

    /// <summary>Texts that may be there.</summary>
    public static IReadOnlyList<string> Optional => ["language"];

    /// <summary>The boundary between the parts of a form; null when the request is none.</summary>
    /// <param name="request">The request.</param>
    public static string? BoundaryOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 and <= MaxBoundary } boundary
            ? boundary.ToString()
            : null;

    /// <summary>A field's text; empty when it was not sent.</summary>
    /// <param name="name">Its name.</param>
    public string this[string name] => fields.GetValueOrDefault(name, "");

    /// <summary>Reads the whole form.</summary>
    /// <param name="boundary">From <see cref="BoundaryOf"/>.</param>
    /// <param name="body">The request's body.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What is wrong with the form as such; null when it was read.</returns>
    public async Task<ProblemBody?> ReadAsync(string boundary, Stream body, CancellationToken cancellationToken)
    {
        var reader = new MultipartReader(boundary, body) { HeadersCountLimit = 8, HeadersLengthLimit = 4_096 };
        try
        {
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (await ReadPartAsync(section, cancellationToken) is { } problem)
                {
                    return problem;
                }
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or DecoderFallbackException or (IOException and not BadHttpRequestException))
        {
            return Problems.InvalidBody("The form is damaged or cut short; send it again.");
        }

        return hasClip ? null : Problems.InvalidBody("The file clip is missing: a WAV with 3 to 12 s of the voice.", ClipField);
    }

    private async Task<ProblemBody?> ReadPartAsync(MultipartSection section, CancellationToken cancellationToken)
    {
        var name = ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) ? HeaderUtilities.RemoveQuotes(disposition.Name).ToString() : "";
        if (name == ClipField && !hasClip)
        {
            hasClip = true;
            return await CopyAsync(section.Body, clip, maxClipBytes, cancellationToken) ? null : Problems.ClipTooLarge(maxClipBytes);
        }

        if (!Known.Contains(name, StringComparer.Ordinal) || fields.ContainsKey(name))
        {
            return Problems.InvalidBody($"The fields are {string.Join(", ", Known)} and the file {ClipField}, each once.", name.Length <= 40 ? name : name[..40]);
        }

        using var text = new MemoryStream();
        if (!await CopyAsync(section.Body, text, MaxFieldBytes, cancellationToken))
        {
            return Problems.InvalidBody($"{name} may have at most {MaxFieldBytes} bytes.", name);
        }

        fields.Add(name, Utf8.GetString(text.GetBuffer(), 0, (int)text.Length));
        return null;
    }

    private static async Task<bool> CopyAsync(Stream from, Stream to, int most, CancellationToken cancellationToken)
    {
        var buffer = new byte[16_384];
        long all = 0;
        for (var count = await from.ReadAsync(buffer, cancellationToken); count > 0; count = await from.ReadAsync(buffer, cancellationToken))
        {
            all += count;
            if (all > most)
            {
                return false;
            }

            await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }

        return true;
    }
}
