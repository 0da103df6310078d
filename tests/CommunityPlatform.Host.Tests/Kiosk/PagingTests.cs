using CommunityPlatform.Host.Kiosk;
using Xunit;

namespace CommunityPlatform.Host.Tests.Kiosk;

public sealed class PagingTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(9, 1)]
    [InlineData(10, 2)]
    [InlineData(19, 3)]
    public void Nine_tiles_make_a_page(int count, int pages) => Assert.Equal(pages, Paging.Pages(count, 9));

    [Fact]
    public void The_last_page_has_what_is_left() => Assert.Equal([10], Paging.Page([.. Enumerable.Range(1, 10)], 1, 9));

    [Fact]
    public void When_tiles_vanish_the_nearest_page_is_shown() => Assert.Equal([1, 2], Paging.Page([1, 2], 3, 9));
}
