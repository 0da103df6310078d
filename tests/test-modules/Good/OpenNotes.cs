using CommunityPlatform.Sdk.Contributions;
using Microsoft.EntityFrameworkCore;

namespace Good;

/// <summary>Notes that name an account are hers to finish; an account called "broken" makes it fail.</summary>
internal sealed class OpenNotes(GoodDbContext database) : IOpenWork
{
    public async Task<IReadOnlyList<OpenWork>> Of(string account, CancellationToken stop) =>
        account == "broken" ? throw new InvalidOperationException("broken on purpose")
        : [new OpenWork("Notes", await database.Notes.CountAsync(note => note.Text == account, stop), "/good"), new OpenWork("Nothing", 0)];
}
